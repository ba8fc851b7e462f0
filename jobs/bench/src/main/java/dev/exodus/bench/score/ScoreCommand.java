package dev.exodus.bench.score;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./exodus score}. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure the outage detector, and others beside it, on labelled series.",
            "Exit 0 if every gate is met, 1 if not, 2 for wrong usage."
        })
public final class ScoreCommand implements Subcommand {
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    @Parameters(
            paramLabel = "dir",
            description =
                    "A folder of .csv files with timestamp, value and label (1 in an event), a"
                            + " Numenta corpus (data/, labels/combined_windows.json), or a folder"
                            + " of such folders.")
    private Path folder;

    @Mixin private JsonFile json;

    @Option(
            names = "--forest-series",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Run the random cut forest, which is slow, on at most this many series of a"
                            + " data set, evenly spread; 0: not at all (default ${DEFAULT-VALUE}).")
    private int forestSeries;

    @Spec private CommandSpec spec;
    private long lastLine;

    @Override
    public Integer call() throws IOException {
        Scoreboard board = Scoreboard.measure(dataSets(), forestSeries, this::show);
        PrintWriter out = spec.commandLine().getOut();
        clearLine();
        board.print(out);
        json.write(board);
        return board.met() ? 0 : 1;
    }

    private List<DataSet> dataSets() {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder);
        }
        if (forestSeries < 0) {
            throw new UsageException("--forest-series must not be negative: " + forestSeries);
        }
        try {
            return DataSet.find(folder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void show(String what, int done, int of) {
        PrintWriter err = spec.commandLine().getErr();
        if (System.console() != null) {
            err.printf("\r\033[K%s: %d of %d", what, done, of);
        } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            err.printf("%s: %d of %d%n", what, done, of);
        }
        err.flush();
    }

    private void clearLine() {
        if (System.console() != null) {
            spec.commandLine().getErr().print("\r\033[K");
            spec.commandLine().getErr().flush();
        }
    }
}
