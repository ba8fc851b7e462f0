package dev.exodus.bench.outages;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Buckets per second that one core judges, and states that it writes and reads back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorBenchmark {
    private static final int DAY = 1_440;

    private final DetectorSettings settings = DetectorSettings.counts(60);
    private final double[] values = new double[7 * DAY];
    private DetectorState detector;
    private long minute;

    /** A week of counts around 100 a minute, with an outage of half an hour every day. */
    @Setup
    public void learn() {
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            double mean = 100 * (1 + .5 * Math.sin(2 * Math.PI * i / DAY));
            boolean out = i % DAY >= 700 && i % DAY < 730;
            values[i] =
                    out
                            ? 0
                            : Math.max(
                                    0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        detector = new DetectorState();
        minute = 0;
        for (int i = 0; i < values.length; i++) {
            step();
        }
    }

    @Benchmark
    public Step step() {
        double value = values[(int) (minute % values.length)];
        Bucket bucket = Bucket.of(60 * minute, value);
        minute++;
        return OutageDetector.step(detector, bucket, settings);
    }

    @Benchmark
    public DetectorState writeAndRead() {
        return DetectorState.fromBytes(detector.toBytes());
    }
}
