package dev.exodus.bench.latency;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import dev.exodus.standalone.folder.Scratch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus bench outages}. */
@Command(
        name = "outages",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How soon an outage is known: from the first second without an event of a service to its"
                    + " incident in PostgreSQL, through RatesJob, OutagesJob and StoreJob in real"
                    + " time. Every service falls silent once, at a random moment.",
            "Exit 1 if the 99 % quantile exceeds its goal."
        })
public final class OutagesCommand implements Callable<Integer> {
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Events per second of each service (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Within how many seconds they fall silent (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many services (default: ${DEFAULT-VALUE}).")
    private int services;

    @Option(
            names = "--out-of-orderness-ms",
            paramLabel = "N",
            defaultValue = "1000",
            description = "RatesJob's option of that name (default: ${DEFAULT-VALUE}).")
    private long outOfOrdernessMs;

    @Option(
            names = "--flush-ms",
            paramLabel = "N",
            defaultValue = "200",
            description = "StoreJob's --postgres.flush.interval (default: ${DEFAULT-VALUE}).")
    private long flushMs;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rate < 1
                || rate > 1000
                || seconds < 1
                || services < 1
                || outOfOrdernessMs < 0
                || flushMs < 1) {
            throw new UsageException(
                    "--rate, --seconds, --services and --flush-ms must be positive, --rate at most 1000");
        }
        DataFolder folder = Runs.here().create("bench-");
        folder.logHere();
        OutageReport report =
                new OutageBench(
                                folder,
                                new LatencySettings(
                                        rate,
                                        seconds,
                                        Duration.ofMillis(outOfOrdernessMs),
                                        Duration.ofMillis(200),
                                        Duration.ofMillis(flushMs)),
                                services)
                        .run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(report);
        out.flush();
        json.write(report);
        Scratch.delete(folder.root());
        return report.met() ? 0 : 1;
    }
}
