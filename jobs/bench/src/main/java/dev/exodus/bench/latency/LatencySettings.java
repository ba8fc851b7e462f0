package dev.exodus.bench.latency;

import java.time.Duration;

/**
 * What is measured.
 *
 * @param rate events per second
 * @param seconds measured
 * @param outOfOrderness of RatesJob
 * @param watermarkInterval of RatesJob
 * @param flushInterval of StoreJob
 */
record LatencySettings(
        int rate,
        int seconds,
        Duration outOfOrderness,
        Duration watermarkInterval,
        Duration flushInterval) {
    private static final long OVERHEAD_MS = 150;

    /** Within which 99 of 100 seconds must be rows, milliseconds. */
    long goalMs() {
        return outOfOrderness.plus(watermarkInterval).plus(flushInterval).toMillis() + OVERHEAD_MS;
    }
}
