package dev.exodus.standalone.cli;

import dev.exodus.dashboards.report.IncidentReport;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.StoryClock;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write a page about one incident, with its pictures, tables and queries.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "INCIDENT",
            description = "Its id: ./exodus sql \"select incident_id, service from incident\".")
    private String incident;

    @Option(names = "--out", description = "Where to (default: report-INCIDENT).")
    private Path out;

    @Mixin private RunFolder folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path target = out != null ? out : Path.of("report-" + incident.replaceAll("[^\\w.-]", "-"));
        try (Postgres postgres = Postgres.start(folder.data().postgres());
                Database database = LocalBoards.database(postgres)) {
            long now = new StoryClock(database, Clock.systemUTC()).read().nowMs();
            Path page = IncidentReport.write(database, incident, Instant.ofEpochMilli(now), target);
            PrintWriter writer = spec.commandLine().getOut();
            writer.printf("report: %s%n", page);
            writer.flush();
            return 0;
        } catch (NoSuchElementException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
