package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final long HOUR_MS = 3_600_000;

    /** The library's own bounds, over every value that is told apart and some beyond. */
    @Test
    void bucketsAreThoseOfHdrHistogram() {
        Histogram library = new Histogram(HOUR_MS, 2);
        for (long latency = 0; latency <= HOUR_MS; latency++) {
            int bucket = LatencyHistogram.bucket(latency);
            if (LatencyHistogram.lowestMs(bucket) != library.lowestEquivalentValue(latency)) {
                assertThat(LatencyHistogram.lowestMs(bucket))
                        .as("lowest of the bucket of %d", latency)
                        .isEqualTo(library.lowestEquivalentValue(latency));
            }
        }
        assertThat(LatencyHistogram.bucket(Long.MAX_VALUE))
                .isEqualTo(LatencyHistogram.bucket(HOUR_MS));
    }

    @Test
    void bucketsAreNumberedWithoutHoles() {
        assertThat(LatencyHistogram.bucket(0)).isZero();
        int before = 0;
        for (long latency = 1; latency <= HOUR_MS; latency++) {
            int bucket = LatencyHistogram.bucket(latency);
            if (bucket != before && bucket != before + 1) {
                assertThat(bucket).as("bucket of %d", latency).isEqualTo(before + 1);
            }
            before = bucket;
        }
    }
}
