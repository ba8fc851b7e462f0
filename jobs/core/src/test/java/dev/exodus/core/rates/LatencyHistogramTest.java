package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final long HOUR_MS = 3_600_000;
    private static final double[] PERCENTILES = {.1, 5, 25, 50, 75, 90, 95, 99, 99.9, 100};

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

    /** A list, an array, and what lies between: values are the library's in either. */
    @Test
    void percentilesAreThoseOfHdrHistogram() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int size : new int[] {1, 2, 3, 10, 50, 100, 255, 256, 257, 1_000, 20_000}) {
            Histogram library = library();
            LatencyHistogram ours = new LatencyHistogram();
            for (int i = 0; i < size; i++) {
                long latency = (long) Math.exp(16 * random.nextDouble());
                long weight = random.nextInt(4) == 0 ? random.nextLong(1, 1L << 40) : 1;
                library.recordValueWithCount(Math.min(latency, HOUR_MS), weight);
                ours.add(latency, weight);
            }
            assertThat(percentiles(ours)).as("of %d", size).isEqualTo(percentiles(library));
            assertThat(percentiles(read(write(ours)))).isEqualTo(percentiles(library));
            assertThat(percentiles(ours.copy())).isEqualTo(percentiles(library));
        }
    }

    /** The fifth of ten is the median, not the sixth. */
    @Test
    void aPercentileThatIsAWholeNumberOfEventsIsNotRoundedUp() {
        LatencyHistogram latencies = new LatencyHistogram();
        for (int i = 1; i <= 10; i++) {
            latencies.add(i, 1);
        }
        assertThat(latencies.percentileMs(50)).isEqualTo(5);
        assertThat(latencies.percentileMs(51)).isEqualTo(6);
        assertThat(latencies.percentileMs(100)).isEqualTo(10);
    }

    /** So checkpoints of a release that kept the library's histograms are read. */
    @Test
    void theFormInCheckpointsIsThatOfHdrHistogram() throws IOException {
        for (int size : new int[] {1, 100, 10_000}) {
            Histogram library = library();
            LatencyHistogram ours = new LatencyHistogram();
            for (int i = 0; i < size; i++) {
                library.recordValue(37L * i);
                ours.add(37L * i, 1);
            }
            ByteBuffer buffer = ByteBuffer.allocate(library.getNeededByteBufferCapacity());
            int length = library.encodeIntoByteBuffer(buffer);
            byte[] expected =
                    ByteBuffer.allocate(Integer.BYTES + length)
                            .putInt(length)
                            .put(buffer.array(), 0, length)
                            .array();
            assertThat(write(ours)).isEqualTo(expected);
            assertThat(percentiles(read(expected))).isEqualTo(percentiles(library));
        }
    }

    @Test
    void aCopyIsIndependent() {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.add(100, 1);
        LatencyHistogram copy = latencies.copy();
        for (int i = 0; i < 1_000; i++) {
            latencies.add(7, 1);
        }
        assertThat(copy.percentileMs(50)).isEqualTo(100);
    }

    private static Histogram library() {
        Histogram library = new Histogram(2);
        library.setAutoResize(true);
        return library;
    }

    private static long[] percentiles(Histogram library) {
        return DoubleStream.of(PERCENTILES).mapToLong(library::getValueAtPercentile).toArray();
    }

    private static long[] percentiles(LatencyHistogram latencies) {
        return DoubleStream.of(PERCENTILES).mapToLong(latencies::percentileMs).toArray();
    }

    private static byte[] write(LatencyHistogram latencies) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        latencies.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static LatencyHistogram read(byte[] bytes) throws IOException {
        return LatencyHistogram.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
