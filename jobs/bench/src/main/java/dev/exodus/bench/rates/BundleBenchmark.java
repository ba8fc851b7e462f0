package dev.exodus.bench.rates;

import dev.exodus.core.rates.Bundle;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.schemas.events.Feed;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Time per event to add a full bundle up and hand it over, by the number of countries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BundleBenchmark {
    private static final int EVENTS = 100_000;
    private static final int SERVICES = 10;
    private static final int EVENTS_PER_SECOND = 50_000;

    @Param({"1", "30", "600"})
    private int countries;

    private final Bundle bundle = new Bundle(Feed.CONNECTION);
    private final String[] services = new String[EVENTS];
    private final String[] countryOf = new String[EVENTS];
    private final long[] latencies = new long[EVENTS];
    private long second;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        String[] names =
                IntStream.range(0, Math.max(SERVICES, countries))
                        .mapToObj(i -> "name-" + i)
                        .toArray(String[]::new);
        for (int i = 0; i < EVENTS; i++) {
            services[i] = names[random.nextInt(SERVICES)];
            countryOf[i] = names[random.nextInt(countries)];
            latencies[i] = (long) (40 - 300 * Math.log(1 - random.nextDouble()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void addAndDrain(Blackhole out) {
        for (int i = 0; i < EVENTS; i++) {
            long time = 1_000 * second + 1_000L * i / EVENTS_PER_SECOND;
            bundle.add(services[i], countryOf[i], "android", time, 0, 1, latencies[i]);
        }
        second += EVENTS / EVENTS_PER_SECOND;
        bundle.drain(1_000 * second, (MinutePartial partial) -> out.consume(partial));
    }
}
