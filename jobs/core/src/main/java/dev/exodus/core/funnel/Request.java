package dev.exodus.core.funnel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * That a code was asked for.
 *
 * @param segment whose request it is
 * @param time epoch milliseconds
 * @param weight how many requests this one stands for, from 1
 */
public record Request(Segment segment, long time, long weight) implements Comparable<Request> {
    private static final long MINUTE_MS = 60_000;
    private static final Comparator<Request> ORDER =
            Comparator.comparingLong(Request::time)
                    .thenComparing(Request::segment)
                    .thenComparingLong(Request::weight);

    public Request {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1, was " + weight);
        }
    }

    /** Epoch minute: which cohort it belongs to. */
    public long minute() {
        return Math.floorDiv(time, MINUTE_MS);
    }

    /** By time; equal times in a fixed order, so that "the first" depends on the content alone. */
    @Override
    public int compareTo(Request other) {
        return ORDER.compare(this, other);
    }

    void write(DataOutput out) throws IOException {
        segment.write(out);
        out.writeLong(time);
        out.writeLong(weight);
    }

    static Request read(DataInput in) throws IOException {
        return new Request(Segment.read(in), in.readLong(), in.readLong());
    }
}
