package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Latencies of one minute, in milliseconds, with two significant digits (within 1 %).
 *
 * <p>It only adds, so its quantiles do not depend on the order of the events. Buckets, quantiles
 * and the form in checkpoints are those of an HdrHistogram (Gil Tene, HdrHistogram: a high dynamic
 * range histogram), which takes kilobytes even for a few latencies: here they are a list at first.
 */
final class LatencyHistogram {
    /** Longer ones count as one hour. */
    private static final long HIGHEST_MS = 3_600_000;

    private static final int SIGNIFICANT_DIGITS = 2;

    /** Values below are told apart; above, the highest eight bits of each are. */
    private static final int EXACT_BITS = 8;

    private static final int EXACT = 1 << EXACT_BITS;
    private static final int PER_DOUBLING = EXACT / 2;

    /** A latency in the list is its bucket and its weight, which has so many bits. */
    private static final int WEIGHT_BITS = 48;

    private static final long WEIGHT = (1L << WEIGHT_BITS) - 1;

    /** From here on there is an array, which then takes no more than a few times as much. */
    private static final int MOST_LISTED = 256;

    /** Latencies as they came; null once they are counted by bucket. */
    private long[] list = new long[4];

    private int listed;

    /** Weight of each bucket; null while there is a list. */
    private long[] buckets;

    void add(long latencyMs, long weight) {
        int bucket = bucket(latencyMs);
        if (list != null && (listed == MOST_LISTED || weight > WEIGHT)) {
            count();
        }
        if (list == null) {
            count(bucket, weight);
            return;
        }
        if (listed == list.length) {
            list = Arrays.copyOf(list, 2 * listed);
        }
        list[listed++] = (long) bucket << WEIGHT_BITS | weight;
    }

    private void count() {
        long[] from = list;
        list = null;
        buckets = new long[EXACT];
        for (int i = 0; i < listed; i++) {
            count((int) (from[i] >>> WEIGHT_BITS), from[i] & WEIGHT);
        }
    }

    private void count(int bucket, long weight) {
        if (bucket >= buckets.length) {
            buckets = Arrays.copyOf(buckets, bucket + bucket / 4 + 1);
        }
        buckets[bucket] += weight;
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

    /** The highest latency of a bucket, milliseconds. */
    private static long highestMs(int bucket) {
        return lowestMs(bucket + 1) - 1;
    }

    /**
     * The smallest recorded latency at or below which {@code percent} of all events lie: the
     * highest one of its bucket, as in HdrHistogram. At least one must be recorded.
     *
     * @param percent above 0, at most 100
     */
    long percentileMs(double percent) {
        // As there: the count of a percentile that is a whole number must not be rounded up.
        long wanted = Math.max(1, (long) Math.ceil(Math.nextDown(percent) * weight() / 100));
        return highestMs(list == null ? bucketOf(wanted) : listedBucketOf(wanted));
    }

    private long weight() {
        long weight = 0;
        if (list == null) {
            for (long ofBucket : buckets) {
                weight += ofBucket;
            }
        }
        for (int i = 0; list != null && i < listed; i++) {
            weight += list[i] & WEIGHT;
        }
        return weight;
    }

    /** The bucket in which the event of a rank, from 1, lies. */
    private int bucketOf(long rank) {
        int bucket = 0;
        for (long through = buckets[0]; through < rank; through += buckets[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The same of a list, which may as well stay in this order. */
    private int listedBucketOf(long rank) {
        Arrays.sort(list, 0, listed);
        int i = 0;
        for (long through = list[0] & WEIGHT; through < rank; through += list[i] & WEIGHT) {
            i++;
        }
        return (int) (list[i] >>> WEIGHT_BITS);
    }

    LatencyHistogram copy() {
        LatencyHistogram copy = new LatencyHistogram();
        copy.list = list == null ? null : list.clone();
        copy.listed = listed;
        copy.buckets = buckets == null ? null : buckets.clone();
        return copy;
    }

    void write(DataOutput out) throws IOException {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        histogram.setAutoResize(true);
        for (int i = 0; list != null && i < listed; i++) {
            histogram.recordValueWithCount(
                    lowestMs((int) (list[i] >>> WEIGHT_BITS)), list[i] & WEIGHT);
        }
        for (int bucket = 0; list == null && bucket < buckets.length; bucket++) {
            if (buckets[bucket] != 0) {
                histogram.recordValueWithCount(lowestMs(bucket), buckets[bucket]);
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        out.writeInt(length);
        out.write(buffer.array(), 0, length);
    }

    static LatencyHistogram read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        LatencyHistogram read = new LatencyHistogram();
        Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 1)
                .recordedValues()
                .forEach(
                        value ->
                                read.add(
                                        value.getValueIteratedTo(),
                                        value.getCountAtValueIteratedTo()));
        return read;
    }
}
