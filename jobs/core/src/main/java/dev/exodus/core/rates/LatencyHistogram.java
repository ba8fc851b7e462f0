package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * Latencies of one minute, in milliseconds, with two significant digits (within 1 %).
 *
 * <p>An HdrHistogram only adds, so its quantiles do not depend on the order of the events (Gil
 * Tene, HdrHistogram: a high dynamic range histogram).
 */
final class LatencyHistogram {
    /** Longer ones count as one hour. */
    private static final long HIGHEST_MS = 3_600_000;

    private static final int SIGNIFICANT_DIGITS = 2;

    /** Values below are told apart; above, the highest eight bits of each are. */
    private static final int EXACT_BITS = 8;

    private static final int EXACT = 1 << EXACT_BITS;
    private static final int PER_DOUBLING = EXACT / 2;

    private final Histogram histogram;

    LatencyHistogram() {
        this(new Histogram(SIGNIFICANT_DIGITS));
        histogram.setAutoResize(true);
    }

    private LatencyHistogram(Histogram histogram) {
        this.histogram = histogram;
    }

    void add(long latencyMs, long weight) {
        histogram.recordValueWithCount(Math.min(latencyMs, HIGHEST_MS), weight);
    }

    /**
     * Number of the bucket into which a latency falls, from 0: for values of one bucket the
     * histogram is the same. With two significant digits HdrHistogram keeps the highest eight bits.
     *
     * @param latencyMs not negative
     */
    static int bucket(long latencyMs) {
        long value = Math.min(latencyMs, HIGHEST_MS);
        int shift = Math.max(0, Long.SIZE - EXACT_BITS - Long.numberOfLeadingZeros(value));
        return shift * PER_DOUBLING + (int) (value >> shift);
    }

    /** The lowest latency of a bucket, milliseconds. */
    static long lowestMs(int bucket) {
        int shift = Math.max(0, bucket / PER_DOUBLING - 1);
        return (long) (bucket - shift * PER_DOUBLING) << shift;
    }

    /** The smallest recorded latency at or below which {@code percent} of all events lie. */
    long percentileMs(double percent) {
        return histogram.getValueAtPercentile(percent);
    }

    LatencyHistogram copy() {
        return new LatencyHistogram(histogram.copy());
    }

    void write(DataOutput out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        out.writeInt(length);
        out.write(buffer.array(), 0, length);
    }

    static LatencyHistogram read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        Histogram histogram = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 1);
        histogram.setAutoResize(true);
        return new LatencyHistogram(histogram);
    }
}
