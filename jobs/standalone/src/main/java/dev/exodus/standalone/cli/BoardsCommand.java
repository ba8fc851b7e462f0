package dev.exodus.standalone.cli;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.BoardsCheck;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.sql.ResultTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "boards",
        mixinStandardHelpOptions = true,
        description = "Ask every query of every board of a run.")
final class BoardsCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            required = true,
            description =
                    "Print each query's rows and milliseconds; exit 1 if the database refuses one.")
    private boolean check;

    @Mixin private RunFolder folder;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<BoardsCheck.Line> lines;
        try (Postgres postgres = Postgres.start(folder.data().postgres());
                Database database = LocalBoards.database(postgres)) {
            lines = BoardsCheck.run(database);
        } catch (IllegalStateException e) {
            throw new UsageException(e.getMessage());
        }
        json.write(lines);
        PrintWriter out = spec.commandLine().getOut();
        new ResultTable(
                        List.of("board", "panel", "query", "rows", "ms", "ok"),
                        List.of(false, false, false, true, true, false),
                        lines.stream().map(BoardsCommand::row).toList())
                .printAligned(out);
        long wrong = lines.stream().filter(line -> !line.ok()).count();
        out.printf("boards: %,d queries, %,d refused%n", lines.size(), wrong);
        out.flush();
        return wrong == 0 ? 0 : 1;
    }

    private static List<String> row(BoardsCheck.Line line) {
        return List.of(
                line.board(),
                line.panel(),
                line.query(),
                String.valueOf(line.rows()),
                String.valueOf(line.millis()),
                line.ok() ? "ok" : line.error().lines().findFirst().orElse("refused"));
    }
}
