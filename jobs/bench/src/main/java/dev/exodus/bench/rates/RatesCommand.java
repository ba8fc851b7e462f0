package dev.exodus.bench.rates;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import dev.exodus.standalone.folder.Scratch;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus bench rates}. */
@Command(
        name = "rates",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Count the same pre-loaded events with RatesJob, Flink SQL, Kafka Streams and a bare"
                    + " consumer, in turn, in processes that are warm; compare what they counted"
                    + " and what it cost.",
            "About twenty-five minutes and 12 GB of memory on two cores that have nothing else to do.",
            "Exit 0 if every gate is met, 1 if not or if not all count the same."
        })
public final class RatesCommand implements Callable<Integer> {
    private static final long QUICK_EVENTS = 200_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "15000000",
            description =
                    "Events in the main topic: so many that a run takes 10 s (default:"
                            + " ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "Measured drains of each variant, after three to warm up (default:"
                            + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            description = "Some of: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Variant> variants = List.of(Variant.values());

    @Option(
            names = "--quick",
            description =
                    "One short round: whether all count the same, in a minute; no gate is judged.")
    private boolean quick;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (events < 1 || rounds < 1) {
            throw new UsageException("--events and --rounds must be positive");
        }
        PrintWriter err = spec.commandLine().getErr();
        DataFolder folder = Runs.here().create("bench-");
        folder.logHere();
        RatesReport report =
                new RatesBench(
                                folder.root(),
                                quick ? QUICK_EVENTS : events,
                                variants,
                                quick ? 1 : rounds,
                                line -> {
                                    err.println(line);
                                    err.flush();
                                })
                        .run(!quick);
        report.print(spec.commandLine().getOut());
        json.write(report);
        Scratch.delete(folder.root());
        return report.met() ? 0 : 1;
    }
}
