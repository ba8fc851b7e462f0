package dev.exodus.bench.latency;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How soon outages were known.
 *
 * @param rate events a second of each service
 * @param outages services that fell silent
 * @param p50Ms median of the time from the start of the first second without an event until the
 *     incident is in PostgreSQL
 * @param p99Ms 99 % quantile
 * @param maxMs longest
 * @param goalMs what the 99 % quantile must not exceed
 * @param met whether it does not
 */
record OutageReport(
        int rate, long outages, long p50Ms, long p99Ms, long maxMs, long goalMs, boolean met) {

    /** Beyond the out-of-orderness. */
    private static final long GOAL_MS = 2_000;

    static OutageReport of(LatencySettings settings, Histogram latencies) {
        long goal = settings.outOfOrderness().toMillis() + GOAL_MS;
        long p99 = latencies.getValueAtPercentile(99);
        return new OutageReport(
                settings.rate(),
                latencies.getTotalCount(),
                latencies.getValueAtPercentile(50),
                p99,
                latencies.getMaxValue(),
                goal,
                p99 <= goal);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d services with %,d events/s fell silent: in PostgreSQL %,d ms (p50), %,d ms"
                        + " (p99), %,d ms (most) after the start of the first second without an"
                        + " event%nG7: p99 %,d ms, goal <= %,d ms: %s",
                outages,
                rate,
                p50Ms,
                p99Ms,
                maxMs,
                p99Ms,
                goalMs,
                met ? "met" : "NOT MET");
    }
}
