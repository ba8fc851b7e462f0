package dev.exodus.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.standalone.check.Check;
import dev.exodus.standalone.check.CheckReport;
import dev.exodus.standalone.demo.Demo;
import dev.exodus.standalone.demo.DemoSettings;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Play a scenario through a Kafka broker and the jobs, and compare the totals in the"
                        + " lake with the answer key.")
final class DemoCommand implements Callable<Integer> {
    @Mixin private Story story;

    @Option(
            names = "--speed",
            defaultValue = "max",
            description = "Seconds of the story per second, or max (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--data-dir",
            description = "Where to keep everything (default: a new folder in .exodus).")
    private Path dataDir;

    @Option(
            names = "--check",
            description =
                    "Compare every row in PostgreSQL and Parquet with the answer key; exit 1 if one differs.")
    private boolean check;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the result of --check there: met, rows, differences.")
    private Path json;

    @Option(names = "--headless", description = "No progress bar, only lines.")
    private boolean headless;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        DemoSettings settings = settings();
        DataFolder folder = folder();
        folder.logHere();
        boolean terminal = !headless && System.console() != null;
        boolean exact =
                new Demo(settings, folder, dataDir == null, spec.commandLine().getOut(), terminal)
                        .run();
        folder.remember();
        boolean met = !check || check(folder);
        return exact && met ? 0 : 1;
    }

    private boolean check(DataFolder folder) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection reader = postgres.connect(Postgres.READER);
                Connection duckdb = LakeDatabase.open(folder.lake())) {
            CheckReport report =
                    Check.run(
                            AnswerKey.open(Demo.answerKey(folder)), reader, duckdb, folder.lake());
            report.rows().forEach((table, rows) -> out.printf("%-36s %,12d rows%n", table, rows));
            report.differences().forEach(difference -> out.println("DIFFERENT: " + difference));
            out.printf(
                    "check: %s, %,d rows compared, %,d differences%n",
                    report.met() ? "met" : "NOT MET",
                    report.rows().values().stream().mapToLong(rows -> rows).sum(),
                    report.totalDifferences());
            out.flush();
            if (json != null) {
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValue(json.toFile(), report);
            }
            return report.met();
        }
    }

    private DemoSettings settings() {
        if (json != null && !check) {
            throw new UsageException("--json is the result of --check: give both");
        }
        Story.Part part = story.part(Topic.EVENTS_SIGNUP.partitions());
        try {
            return new DemoSettings(part.scenario(), part.options(), speed());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private double speed() {
        if (speed.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(speed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--speed must be a number or max, was " + speed, e);
        }
    }

    private DataFolder folder() throws java.io.IOException {
        if (dataDir == null) {
            Files.createDirectories(DataFolder.home());
            return new DataFolder(Files.createTempDirectory(DataFolder.home(), "demo-"));
        }
        if (Files.exists(dataDir.resolve("lake"))) {
            throw new UsageException(dataDir + " holds a run already: name another --data-dir");
        }
        return new DataFolder(dataDir);
    }
}
