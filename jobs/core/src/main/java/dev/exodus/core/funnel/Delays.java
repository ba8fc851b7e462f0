package dev.exodus.core.funnel;

import dev.exodus.core.rates.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Delays of one cohort, in milliseconds: the buckets of an HdrHistogram of two significant digits
 * (within 1 %), of which only those that are used are kept. A cohort has few delays and there are
 * thousands of cohorts, each of which would else hold an array of thousands of counts.
 *
 * <p>Counts add up and can be taken back, so a quantile depends on the content alone.
 */
final class Delays {
    /** Longer ones count as one hour. */
    private static final long HIGHEST_MS = 3_600_000;

    /** Knows the limits of the buckets; nothing is recorded in it. */
    private static final Histogram BUCKETS = new Histogram(HIGHEST_MS, 2);

    /** Lowest value of each used bucket, ascending. */
    private int[] values = {};

    private long[] counts = {};
    private int size;

    /** Adds a delay; with a negative weight, takes it back. */
    void add(long delayMs, long weight) {
        addBucket((int) BUCKETS.lowestEquivalentValue(Math.min(delayMs, HIGHEST_MS)), weight);
    }

    private void addBucket(int bucket, long weight) {
        int at = Arrays.binarySearch(values, 0, size, bucket);
        if (at < 0) {
            at = ~at;
            if (size == values.length) {
                int capacity = Math.max(4, size + size / 2);
                values = Arrays.copyOf(values, capacity);
                counts = Arrays.copyOf(counts, capacity);
            }
            System.arraycopy(values, at, values, at + 1, size - at);
            System.arraycopy(counts, at, counts, at + 1, size - at);
            values[at] = bucket;
            counts[at] = 0;
            size++;
        }
        counts[at] += weight;
    }

    void merge(Delays other) {
        for (int i = 0; i < other.size; i++) {
            addBucket(other.values[i], other.counts[i]);
        }
    }

    /**
     * The delay at or below which a share of all lies, as {@link Histogram#getValueAtPercentile};
     * null if there is none.
     *
     * @param percent above 0, up to 100
     */
    Long percentileMs(double percent) {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += counts[i];
        }
        if (total <= 0) {
            return null;
        }
        // One step down, as HdrHistogram does, so that rounding never skips a bucket.
        double share = Math.nextAfter(percent, Double.NEGATIVE_INFINITY) / 100;
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return BUCKETS.highestEquivalentValue(values[i]);
            }
        }
        throw new IllegalStateException("more was taken back than added");
    }

    Delays copy() {
        Delays copy = new Delays();
        copy.values = Arrays.copyOf(values, size);
        copy.counts = Arrays.copyOf(counts, size);
        copy.size = size;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(size, out);
        for (int i = 0; i < size; i++) {
            VarLong.write(i == 0 ? values[i] : values[i] - values[i - 1], out);
            out.writeLong(counts[i]);
        }
    }

    static Delays read(DataInput in) throws IOException {
        Delays delays = new Delays();
        delays.size = (int) VarLong.read(in);
        delays.values = new int[delays.size];
        delays.counts = new long[delays.size];
        for (int i = 0; i < delays.size; i++) {
            delays.values[i] = (int) VarLong.read(in) + (i == 0 ? 0 : delays.values[i - 1]);
            delays.counts[i] = in.readLong();
        }
        return delays;
    }
}
