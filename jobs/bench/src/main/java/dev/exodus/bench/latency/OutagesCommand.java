package dev.exodus.bench.latency;

import dev.exodus.flink.options.UsageException;
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
            "Exit 1 if the 99 %% quantile exceeds its goal."
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

    @Mixin private LatencyOptions options;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rate < 1 || rate > 1000 || seconds < 1 || services < 1 || !options.areValid()) {
            throw new UsageException(
                    "--rate, --seconds, --services and --flush-ms must be positive, --rate at most 1000");
        }
        OutageReport report =
                options.run(
                        spec,
                        folder ->
                                new OutageBench(folder, options.settings(rate, seconds), services)
                                        .run());
        return report.met() ? 0 : 1;
    }
}
