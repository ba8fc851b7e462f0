package dev.exodus.bench.latency;

import dev.exodus.flink.rates.RatesOptions;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param rate events per second
 * @param seconds rows that were waited for
 * @param p50Ms median of the time from the end of a second until its row is in PostgreSQL
 * @param p99Ms 99 % quantile
 * @param maxMs longest
 * @param goalMs what the 99 % quantile must not exceed
 * @param stateBytes of a savepoint of RatesJob at the end
 * @param stateBytesPerKeySecond the same per pair of service and country and open second
 * @param latencyMet whether the 99 % quantile reaches its goal
 * @param stateMet whether the state does
 */
record LatencyReport(
        int rate,
        long seconds,
        long p50Ms,
        long p99Ms,
        long maxMs,
        long goalMs,
        long stateBytes,
        double stateBytesPerKeySecond,
        boolean latencyMet,
        boolean stateMet) {
    private static final double STATE_GOAL = 64;

    /** Seconds that RatesJob holds: its allowed lateness, which is not set here. */
    private static final long MOST_OPEN_SECONDS =
            RatesOptions.ALLOWED_LATENESS.defaultValue().toSeconds();

    static LatencyReport of(
            LatencySettings settings, Histogram latencies, long stateBytes, int keys) {
        long open =
                Math.min(
                        settings.seconds() + LatencyBench.WARM_UP_SECONDS,
                        MOST_OPEN_SECONDS + settings.outOfOrderness().toSeconds());
        double perKeySecond = (double) stateBytes / (keys * open);
        long p99 = latencies.getValueAtPercentile(99);
        return new LatencyReport(
                settings.rate(),
                latencies.getTotalCount(),
                latencies.getValueAtPercentile(50),
                p99,
                latencies.getMaxValue(),
                settings.goalMs(),
                stateBytes,
                perKeySecond,
                p99 <= settings.goalMs(),
                perKeySecond <= STATE_GOAL);
    }

    boolean met() {
        return latencyMet && stateMet;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "rows of %,d seconds at %,d events/s: in PostgreSQL %,d ms (p50), %,d ms (p99),"
                        + " %,d ms (most) after the end of their second%n"
                        + "G7: p99 %,d ms, goal <= %,d ms: %s%n"
                        + "G8: state %,d bytes, %.1f per key and open second, goal <= %.0f: %s",
                seconds,
                rate,
                p50Ms,
                p99Ms,
                maxMs,
                p99Ms,
                goalMs,
                latencyMet ? "met" : "NOT MET",
                stateBytes,
                stateBytesPerKeySecond,
                STATE_GOAL,
                stateMet ? "met" : "NOT MET");
    }
}
