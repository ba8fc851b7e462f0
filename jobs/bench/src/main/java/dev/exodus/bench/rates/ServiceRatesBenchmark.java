package dev.exodus.bench.rates;

import dev.exodus.core.admission.Coverage;
import dev.exodus.core.rates.Bundle;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.core.rates.ServiceRates;
import dev.exodus.core.rates.ServiceState;
import dev.exodus.schemas.events.Feed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * Time per event from a bundle to rows, without what lies between, by the number of pairs of
 * service and country: what the third and the fifth gate of {@link Gate} owe to this part.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ServiceRatesBenchmark {
    private static final int EVENTS = 100_000;
    private static final int EVENTS_PER_SECOND = 50_000;
    private static final int JITTER_MS = 2_000;

    /** Short, so that what is open fits into memory. */
    private static final long ALLOWED_LATENESS_MS = 60_000;

    @Param({"1x1", "10x30", "100x300"})
    private String servicesAndCountries;

    private final Bundle bundle = new Bundle(Feed.CONNECTION);
    private final ServiceRates rates =
            new ServiceRates(
                    Feed.CONNECTION,
                    new RatesSettings(
                            ALLOWED_LATENESS_MS,
                            ALLOWED_LATENESS_MS / 1000,
                            List.of("UTC"),
                            Long.MIN_VALUE,
                            false,
                            1));
    private final Map<String, ServiceState> states = new HashMap<>();
    private final String[] services = new String[EVENTS];
    private final String[] countries = new String[EVENTS];
    private final int[] jitterMs = new int[EVENTS];
    private final long[] latencies = new long[EVENTS];
    private long second;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        String[] size = servicesAndCountries.split("x");
        String[] serviceNames = names("service-", Integer.parseInt(size[0]));
        String[] countryNames = names("country-", Integer.parseInt(size[1]));
        for (int i = 0; i < EVENTS; i++) {
            services[i] = serviceNames[random.nextInt(serviceNames.length)];
            countries[i] = countryNames[random.nextInt(countryNames.length)];
            jitterMs[i] = random.nextInt(JITTER_MS);
            latencies[i] = (long) (40 - 300 * Math.log(1 - random.nextDouble()));
        }
    }

    private static String[] names(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void eventsToRows(Blackhole out) {
        for (int i = 0; i < EVENTS; i++) {
            long time = 1_000 * second + 1_000L * i / EVENTS_PER_SECOND - jitterMs[i];
            bundle.add(services[i], countries[i], "android", time, 0, 1, latencies[i]);
        }
        second += EVENTS / EVENTS_PER_SECOND;
        long watermark = 1_000 * second - JITTER_MS;
        bundle.drain(
                watermark,
                partial ->
                        rates.merge(
                                states.computeIfAbsent(
                                        partial.service(), ignored -> rates.newState()),
                                partial));
        states.forEach(
                (service, state) ->
                        rates.advance(state, service, watermark, Coverage.COMPLETE, out::consume));
    }
}
