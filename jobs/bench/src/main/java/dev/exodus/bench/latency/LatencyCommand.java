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

/** {@code ./exodus bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long after its end a second is a row in PostgreSQL, while events come at a steady"
                    + " rate in real time; and how large the state is that RatesJob holds.",
            "Exit 1 if the 99 % quantile or the state exceeds its goal."
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
        if (rate < 1 || seconds < 1 || outOfOrdernessMs < 0 || flushMs < 1) {
            throw new UsageException("--rate, --seconds and --flush-ms must be positive");
        }
        DataFolder folder = Runs.here().create("bench-");
        folder.logHere();
        LatencyReport report =
                new LatencyBench(
                                folder,
                                new LatencySettings(
                                        rate,
                                        seconds,
                                        Duration.ofMillis(outOfOrdernessMs),
                                        Duration.ofMillis(200),
                                        Duration.ofMillis(flushMs)))
                        .run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(report);
        out.flush();
        json.write(report);
        Scratch.delete(folder.root());
        return report.met() ? 0 : 1;
    }
}
