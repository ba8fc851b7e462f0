package dev.exodus.core.migration;

import java.util.Collection;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;

/**
 * A set of pseudonyms that can be counted, joined with and intersected with others, in bounded
 * space: a theta sketch (Dasgupta, Lang, Rhodes and Thaler, A Framework for Estimating Stream
 * Expression Cardinalities, ICDT 2016). Up to its size it is exact; beyond, its relative standard
 * error is about {@code 1 / sqrt(size)}. The order in which people were added, and how they were
 * split over parts, do not matter once it is {@link #settled}.
 */
public final class People {
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

    /** For the store; equal sets of equal size give equal bytes. */
    public byte[] toBytes() {
        return sketch.toByteArray();
    }
}
