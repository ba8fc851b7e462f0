package dev.exodus.standalone.cli;

import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import dev.exodus.standalone.folder.Scratch;
import dev.exodus.standalone.rig.Fault;
import dev.exodus.standalone.rig.Faults;
import dev.exodus.standalone.rig.FaultsReport;
import dev.exodus.standalone.rig.Moment;
import dev.exodus.standalone.rig.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rig",
        mixinStandardHelpOptions = true,
        description = "Real processes on this machine, to be killed.",
        subcommands = RigCommand.FaultsCommand.class)
final class RigCommand {
    @Command(
            name = "faults",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Kill, freeze and rescale a Flink cluster, a broker and a database under load,"
                            + " and compare everything stored with what the topics hold; exit 1 if"
                            + " anything is lost, duplicated or wrong, or a recovery took too long.")
    static final class FaultsCommand implements Callable<Integer> {
        @Option(
                names = "--only",
                split = ",",
                description = "Some of: ${COMPLETION-CANDIDATES} (default: all).")
        private List<Fault> faults = List.of(Fault.values());

        @Option(
                names = "--at",
                split = ",",
                description = "Some of: ${COMPLETION-CANDIDATES} (default: all).")
        private List<Moment> moments = List.of(Moment.values());

        @Option(
                names = "--scale",
                defaultValue = "0.1",
                description = "Share of the evening's people (default: ${DEFAULT-VALUE}).")
        private double scale;

        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "Seed of the load (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Mixin private JsonFile json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            DataFolder folder = Runs.here().create("rig-");
            folder.logHere();
            Path checkout = Path.of(System.getProperty("exodus.home", "")).toAbsolutePath();
            FaultsReport report =
                    new Faults(folder, checkout, scale, seed, out).run(faults, moments);
            print(report, out);
            json.write(report);
            if (report.verdict().met()) {
                Scratch.delete(folder.root());
            } else {
                out.println("data: " + folder.root());
                out.flush();
            }
            return report.met() ? 0 : 1;
        }

        private static void print(FaultsReport report, PrintWriter out) {
            Verdict verdict = report.verdict();
            verdict.rows().differences().forEach(d -> out.println("DIFFERENT: " + d));
            verdict.duplicated()
                    .forEach((table, n) -> out.println("TWICE in the lake: " + n + " of " + table));
            out.printf(
                    Locale.ROOT,
                    "records: %,d sent, %,d acknowledged, %,d lost, %,d twice%n",
                    verdict.sent(),
                    verdict.acknowledged(),
                    verdict.lost(),
                    verdict.repeated());
            if (verdict.surplus() > 0) {
                out.printf(
                        Locale.ROOT,
                        "repair: %,d rows of the lake, written again behind an older checkpoint%n",
                        verdict.surplus());
            }
            out.printf(
                    Locale.ROOT,
                    "check: %s, %,d rows compared, %,d differences%n",
                    report.met() ? "met" : "NOT MET",
                    verdict.rows().rows().values().stream().mapToLong(n -> n).sum(),
                    verdict.rows().totalDifferences());
            out.flush();
        }
    }
}
