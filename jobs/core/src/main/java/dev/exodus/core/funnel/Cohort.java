package dev.exodus.core.funnel;

import dev.exodus.core.rates.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What became of the attempts requested in one minute by one segment. */
final class Cohort {
    private final long[] counts = new long[Count.ALL.length];
    private Delays deliver = new Delays();
    private Delays verify = new Delays();
    private long revision;

    /** The revision that was last emitted as part of its country; 0 for none. */
    private long emitted;

    void apply(CohortChange change) {
        for (int i = 0; i < counts.length; i++) {
            if ((change.counts() & 1 << i) != 0) {
                counts[i] += change.weight();
            }
        }
        if (change.deliverMs() != CohortChange.NONE) {
            deliver.add(change.deliverMs(), change.weight());
        }
        if (change.verifyMs() != CohortChange.NONE) {
            verify.add(change.verifyMs(), change.weight());
        }
        revision += change.revision();
    }

    void merge(Cohort other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        deliver.merge(other.deliver);
        verify.merge(other.verify);
        revision += other.revision;
        emitted += other.emitted;
    }

    long count(Count count) {
        return counts[count.ordinal()];
    }

    Delays deliver() {
        return deliver;
    }

    Delays verify() {
        return verify;
    }

    long revision() {
        return revision;
    }

    boolean hasChanged() {
        return revision > emitted;
    }

    void markEmitted() {
        emitted = revision;
    }

    Cohort copy() {
        Cohort copy = new Cohort();
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.deliver = deliver.copy();
        copy.verify = verify.copy();
        copy.revision = revision;
        copy.emitted = emitted;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
        deliver.write(out);
        verify.write(out);
        VarLong.write(revision, out);
        VarLong.write(emitted, out);
    }

    static Cohort read(DataInput in) throws IOException {
        Cohort cohort = new Cohort();
        for (int i = 0; i < cohort.counts.length; i++) {
            cohort.counts[i] = in.readLong();
        }
        cohort.deliver = Delays.read(in);
        cohort.verify = Delays.read(in);
        cohort.revision = VarLong.read(in);
        cohort.emitted = VarLong.read(in);
        return cohort;
    }
}
