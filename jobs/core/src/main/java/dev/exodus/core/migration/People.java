package dev.exodus.core.migration;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import org.apache.datasketches.common.Family;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.HashIterator;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;
import org.apache.datasketches.thetacommon.ThetaUtil;

/**
 * A set of pseudonyms that can be counted, joined with and intersected with others, in bounded
 * space: a theta sketch (Dasgupta, Lang, Rhodes and Thaler, A Framework for Estimating Stream
 * Expression Cardinalities, ICDT 2016). Up to its size it is exact; beyond, its relative standard
 * error is about {@code 1 / sqrt(size)}. The order in which people were added, and how they were
 * split over parts, do not matter once it is {@link #settled}.
 */
public final class People {
    private static final int FEWEST = 16;
    private static final int READ_ONLY = 1 << 1;
    private static final int COMPACT = 1 << 3;
    private static final int ORDERED = 1 << 4;

    private final Sketch sketch;

    private People(Sketch sketch) {
        this.sketch = sketch;
    }

    /** A set of people as it grows. */
    public static final class Builder {
        private final UpdateSketch sketch;

        private Builder(int size) {
            sketch = Sketches.updateSketchBuilder().setNominalEntries(size).build();
        }

        /** Adds a person; again changes nothing. */
        public Builder add(long pseudonym) {
            sketch.update(pseudonym);
            return this;
        }

        /** The set so far. Cut to its size before it is compacted, else equal sets differ. */
        public People settled() {
            return new People(sketch.rebuild().compact());
        }
    }

    /**
     * An empty set.
     *
     * @param size most pseudonyms kept, a power of two from 16 to 2^26
     */
    public static Builder builder(int size) {
        return new Builder(size);
    }

    /** Reads {@link #toBytes}. */
    public static People of(byte[] bytes) {
        return new People(Sketches.heapifySketch(Memory.wrap(bytes)));
    }

    /**
     * A set of entries of theta sketches.
     *
     * @param hashes ascending, the first {@code count} of them
     * @param theta above all of them, and below any that is missing; {@code Long.MAX_VALUE} if none
     *     is
     */
    static People of(long[] hashes, int count, long theta) {
        if (count == 0 && theta == Long.MAX_VALUE) {
            return builder(FEWEST).settled();
        }
        // The layout of a compact sketch: preamble of three longs, serial version, family, flags.
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * (3 + count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 3).put((byte) 3).put((byte) Family.COMPACT.getID());
        bytes.put((byte) 0).put((byte) 0).put((byte) (READ_ONLY | COMPACT | ORDERED));
        bytes.putShort(ThetaUtil.computeSeedHash(ThetaUtil.DEFAULT_UPDATE_SEED));
        bytes.putInt(count).putFloat(1).putLong(theta);
        bytes.asLongBuffer().put(hashes, 0, count);
        return of(bytes.array());
    }

    /** All who are in one of the sets, at most {@code size} of them kept. */
    public static People union(int size, Collection<People> parts) {
        Union union = SetOperation.builder().setNominalEntries(size).buildUnion();
        parts.forEach(part -> union.union(part.sketch));
        return new People(union.getResult());
    }

    /** Who are in both. */
    public People and(People other) {
        return new People(
                SetOperation.builder().buildIntersection().intersect(sketch, other.sketch));
    }

    /** Estimated number of people. */
    public double count() {
        return sketch.getEstimate();
    }

    /** Lower bound of about 95 % (two standard deviations). */
    public double lowerBound() {
        return sketch.getLowerBound(2);
    }

    /** Upper bound of about 95 % (two standard deviations). */
    public double upperBound() {
        return sketch.getUpperBound(2);
    }

    /** Pseudonyms kept: the relative standard error of the count is about its {@code ^-1/2}. */
    public int retained() {
        return sketch.getRetainedEntries(true);
    }

    /** Share of all hashes among which none is missing: 1 if everybody is kept. */
    public double theta() {
        return sketch.getTheta();
    }

    /** The entries kept, ascending. */
    long[] hashes() {
        long[] hashes = new long[retained()];
        HashIterator entries = sketch.iterator();
        for (int i = 0; entries.next(); i++) {
            hashes[i] = entries.get();
        }
        Arrays.sort(hashes);
        return hashes;
    }

    /** For the store; equal sets of equal size give equal bytes. */
    public byte[] toBytes() {
        return sketch.toByteArray();
    }
}
