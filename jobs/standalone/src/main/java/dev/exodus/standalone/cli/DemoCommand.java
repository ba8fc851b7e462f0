package dev.exodus.standalone.cli;

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
import java.sql.Connection;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin private RunOptions options;
    @Mixin private CheckOptions check;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean checked = check.wanted();
        Story.Part part = story.part(Topic.EVENTS_SIGNUP.partitions());
        DemoSettings settings = new DemoSettings(part.scenario(), part.options(), options.speed());
        DataFolder folder = options.folder("demo-");
        PrintWriter out = spec.commandLine().getOut();
        boolean exact =
                new Demo(settings, folder, options.temporary(), out, options.terminal()).run();
        boolean met = !checked || check(folder);
        options.complete(folder);
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
            report.rows()
                    .forEach(
                            (table, rows) ->
                                    out.printf(Locale.ROOT, "%-36s %,12d rows%n", table, rows));
            report.differences().forEach(difference -> out.println("DIFFERENT: " + difference));
            out.printf(
                    Locale.ROOT,
                    "check: %s, %,d rows compared, %,d differences%n",
                    report.met() ? "met" : "NOT MET",
                    report.rows().values().stream().mapToLong(rows -> rows).sum(),
                    report.totalDifferences());
            out.flush();
            check.write(report);
            return report.met();
        }
    }
}
