package dev.exodus.bench.rates;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.admission.PartitionClock;
import dev.exodus.core.ledger.Bookings;
import dev.exodus.core.ledger.Disposition;
import java.util.SplittableRandom;
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

/** Time to decide whether an event counts, and to book it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmissionBenchmark {
    private static final int EVENTS = 1 << 14;
    private static final int EVENTS_PER_MS = 50;

    private final AdmissionRule rule = new AdmissionRule(600_000, 5_000, 5_000);
    private final PartitionClock clock = new PartitionClock();
    private final Bookings bookings = new Bookings();
    private final int[] jitterMs = new int[EVENTS];
    private long offset;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < EVENTS; i++) {
            jitterMs[i] = random.nextInt(2_000);
        }
    }

    @Benchmark
    public boolean admit() {
        long time = 1_393_093_800_000L + offset / EVENTS_PER_MS - jitterMs[(int) (offset % EVENTS)];
        clock.read(offset++);
        clock.event(time, rule);
        boolean late = rule.isLate(time, clock.clock());
        bookings.book(time, late ? Disposition.LATE : Disposition.READ);
        return late;
    }
}
