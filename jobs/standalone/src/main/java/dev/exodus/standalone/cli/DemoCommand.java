package dev.exodus.standalone.cli;

import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.standalone.check.BatchCheck;
import dev.exodus.standalone.check.Check;
import dev.exodus.standalone.check.CheckReport;
import dev.exodus.standalone.check.CodesCheck;
import dev.exodus.standalone.check.CodesReport;
import dev.exodus.standalone.check.FunnelCheck;
import dev.exodus.standalone.check.FunnelReport;
import dev.exodus.standalone.check.IncidentsCheck;
import dev.exodus.standalone.check.IncidentsReport;
import dev.exodus.standalone.check.MarksCheck;
import dev.exodus.standalone.check.MigrationCheck;
import dev.exodus.standalone.check.MigrationReport;
import dev.exodus.standalone.check.PeopleCheck;
import dev.exodus.standalone.check.PeopleReport;
import dev.exodus.standalone.check.SegmentsCheck;
import dev.exodus.standalone.check.SegmentsReport;
import dev.exodus.standalone.demo.Demo;
import dev.exodus.standalone.demo.DemoSettings;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.outages.Learning;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
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
        try (LocalBoards boards = LocalBoards.start(folder, LocalBoards.PORT)) {
            printAddress(boards.address(), part.options());
            Demo demo = new Demo(settings, folder, options.temporary(), out, options.terminal());
            boolean exact = demo.run(boards, boards::say);
            boolean met = !checked || check(folder);
            options.complete(folder);
            if (!options.headless()) {
                printAddress(boards.address(), part.options());
                Thread.currentThread().join();
            }
            return exact && met ? 0 : 1;
        }
    }

    /** The overview of the whole story: what is quick to choose there goes with the replay. */
    private void printAddress(String address, SimulationOptions story) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "boards: %sd/exodus-overview?from=%d&to=%d%s%n",
                address,
                story.from().toEpochMilli() + story.shiftMillis(),
                story.to().toEpochMilli() + story.shiftMillis() - 1,
                options.headless() ? "" : " (until Ctrl-C)");
        out.flush();
    }

    private boolean check(DataFolder folder) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection reader = postgres.checker();
                Connection duckdb = LakeDatabase.open(folder.lake())) {
            AnswerKey key = AnswerKey.open(Demo.answerKey(folder));
            List<String> marks = MarksCheck.run(key.summary().marks(), reader);
            BatchCheck.Result batch =
                    BatchCheck.run(
                            reader,
                            duckdb,
                            OutagesOptions.settings(new Configuration()),
                            Learning.read(folder.warmStart()));
            CheckReport report =
                    Check.run(key, reader, duckdb, folder.lake())
                            .with(FunnelCheck.run(key, reader, duckdb, folder.lake()))
                            .with(IncidentsCheck.run(key.summary(), reader, duckdb))
                            .with(MigrationCheck.run(key, reader, duckdb))
                            .with(PeopleCheck.run(key, reader, duckdb))
                            .with(SegmentsCheck.run(key, reader))
                            .with(CodesCheck.run(key, reader))
                            .with(
                                    "PostgreSQL against a batch",
                                    batch.rows(),
                                    batch.total(),
                                    batch.differences())
                            .with(
                                    "PostgreSQL mark",
                                    key.summary().marks().size(),
                                    marks.size(),
                                    marks);
            report.rows()
                    .forEach(
                            (table, rows) ->
                                    out.printf(Locale.ROOT, "%-36s %,12d rows%n", table, rows));
            report.funnel().forEach(service -> print(service, out));
            report.incidents().forEach(incident -> print(incident, out));
            report.migration().forEach(flow -> print(flow, out));
            report.affected().forEach(outage -> print(outage, out));
            report.people().forEach(flow -> print(flow, out));
            report.codes().forEach(flow -> print(flow, out));
            report.surges().forEach(surge -> print(surge, out));
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

    private static void print(FunnelReport.Service service, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "funnel of %s until %s: %,d requested by %,d people, %,d verified; suppressed %,.0f"
                        + " (%,.0f to %,.0f), in truth %,d: %s%n",
                service.service(),
                service.to(),
                service.requested(),
                service.people(),
                service.verified(),
                service.suppressed(),
                service.lo95(),
                service.hi95(),
                service.truth(),
                service.holds() ? "within" : service.isNear() ? "near" : "FAR OFF");
    }

    private static void print(MigrationReport.Flow flow, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "from %s to %s, %s to %s: %,.0f registered, %,.0f (%,.0f to %,.0f) because of the"
                        + " outage%s, in truth %,.0f: %s; share of the news %.1f %%, in truth %.1f"
                        + " %%%n",
                flow.source(),
                flow.destination(),
                flow.from(),
                flow.to(),
                flow.observed(),
                flow.excess(),
                flow.lo95(),
                flow.hi95(),
                flow.told() ? "" : " or another cause",
                flow.truth(),
                flow.holds() ? "within" : flow.isNear() ? "near" : "FAR OFF",
                100 * flow.newsShare(),
                100 * flow.newsTruth());
    }

    private static void print(CodesReport.Flow flow, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "codes of %s since %s failed, %s to %s: %,d requested, %,d verified; suppressed %s"
                        + " (%,.0f to %,.0f), in truth %,d: %s; at most %,d under way, 95 %% waited"
                        + " no longer than %s s%n",
                flow.destination(),
                flow.source(),
                flow.from(),
                flow.to(),
                flow.requested(),
                flow.verified(),
                number("%,.0f", flow.suppressed()),
                flow.lo95(),
                flow.hi95(),
                flow.truth(),
                flow.holds() ? "within" : flow.isNear() ? "near" : "FAR OFF",
                flow.worstBacklog(),
                number("%,.1f", flow.waitP95Ms() == null ? null : flow.waitP95Ms() / 1000.0));
    }

    private static void print(PeopleReport.Affected outage, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "people affected at %s since %s: %s (%s to %s), counted one by one %,.0f%n",
                outage.service(),
                outage.start(),
                number("%,.0f", outage.affected()),
                number("%,.0f", outage.lo95()),
                number("%,.0f", outage.hi95()),
                outage.counted());
    }

    private static void print(PeopleReport.Flow flow, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "people from %s to %s: %s moved (%s to %s), joined one by one %,.0f; %s times"
                        + " chance%s%s%n",
                flow.source(),
                flow.destination(),
                number("%,.0f", flow.migrated()),
                number("%,.0f", flow.lo95()),
                number("%,.0f", flow.hi95()),
                flow.joined(),
                number("%.1f", flow.lift()),
                flow.retainedDay1() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; on day 1 %.0f %% are here",
                                100 * flow.retainedDay1()),
                flow.due() == null ? "" : "; more is due " + flow.due());
    }

    private static String number(String format, Double figure) {
        return figure == null ? "(not told)" : String.format(Locale.ROOT, format, figure);
    }

    private static void print(SegmentsReport.Surge surge, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "surge of %s: most from %s; from %s %,.0f registrations beyond the usual, in truth"
                        + " an outage drew %,d%n",
                surge.service(),
                String.join(", ", surge.largest()),
                surge.region(),
                surge.found(),
                surge.truth());
    }

    private static void print(IncidentsReport.Incident incident, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s of %s: in truth from %s; %s%n",
                incident.kind(),
                incident.service(),
                incident.start(),
                incident.startErrorS() == null
                        ? "NOT FOUND"
                        : String.format(
                                Locale.ROOT,
                                "found in %d parts, start %+d s, end %s, known after %d s",
                                incident.parts(),
                                incident.startErrorS(),
                                incident.endErrorS() == null
                                        ? "not judged"
                                        : String.format("%+d s", incident.endErrorS()),
                                incident.delayS()));
    }
}
