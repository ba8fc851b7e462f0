package dev.exodus.bench.latency;

import dev.exodus.flink.options.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long after its end a second is a row in PostgreSQL, while events come at a steady"
                    + " rate in real time; and how large the state is that RatesJob holds.",
            "Exit 1 if the 99 %% quantile or the state exceeds its goal."
        })
public final class LatencyCommand implements Callable<Integer> {
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "Events per second: about a third of what the machine can do (default:"
                            + " ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "Seconds measured, after 15 to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin private LatencyOptions options;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rate < 1 || seconds < 1 || !options.areValid()) {
            throw new UsageException("--rate, --seconds and --flush-ms must be positive");
        }
        LatencyReport report =
                options.run(
                        spec,
                        folder -> new LatencyBench(folder, options.settings(rate, seconds)).run());
        return report.met() ? 0 : 1;
    }
}
