package dev.exodus.bench.latency;

import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import dev.exodus.standalone.folder.Scratch;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every measurement of a delay is asked for, and what becomes of its report. */
final class LatencyOptions {
    private static final Duration WATERMARKS = Duration.ofMillis(200);

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

    /**
     * A measurement, in a folder of its own.
     *
     * @param <R> its report
     */
    interface Bench<R> {
        R run(DataFolder folder) throws Exception;
    }

    boolean areValid() {
        return outOfOrdernessMs >= 0 && flushMs >= 1;
    }

    LatencySettings settings(int rate, int seconds) {
        return new LatencySettings(
                rate,
                seconds,
                Duration.ofMillis(outOfOrdernessMs),
                WATERMARKS,
                Duration.ofMillis(flushMs));
    }

    /** Runs it, prints its report, and deletes its folder unless it fails. */
    <R> R run(CommandSpec spec, Bench<R> bench) throws Exception {
        DataFolder folder = Runs.here().create("bench-");
        folder.logHere();
        R report = bench.run(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println(report);
        out.flush();
        json.write(report);
        Scratch.delete(folder.root());
        return report;
    }
}
