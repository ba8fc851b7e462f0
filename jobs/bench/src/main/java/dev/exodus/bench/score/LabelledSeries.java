package dev.exodus.bench.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series with the truth about it.
 *
 * @param name file name
 * @param step seconds from one bucket to the next
 * @param times starts of the buckets, ascending, seconds since the epoch
 * @param values what was seen
 * @param labels whether the bucket is part of an event
 */
public record LabelledSeries(
        String name, int step, long[] times, double[] values, boolean[] labels) {
    public LabelledSeries {
        if (times.length < 2 || values.length != times.length || labels.length != times.length) {
            throw new IllegalArgumentException(
                    name + ": a series needs at least two rows of timestamp, value and label");
        }
        if (step < 1) {
            throw new IllegalArgumentException(name + ": step must be positive, not " + step);
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException(
                        name + ": row " + (i + 1) + " is not later than the row before it");
            }
        }
    }

    public int size() {
        return times.length;
    }

    /** Days from the first bucket to the end of the last. */
    public double days() {
        return (times[size() - 1] - times[0] + step) / 86_400.0;
    }

    /** Whether all values are whole numbers from 0: then they are taken for counts of events. */
    public boolean isCounts() {
        return Arrays.stream(values).allMatch(v -> v >= 0 && v == Math.rint(v));
    }

    /**
     * The labelled events. A label is carried across missing buckets when both neighbours are
     * labelled, so an event is a run of rows.
     */
    public List<Span> events() {
        List<Span> events = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= size(); i++) {
            boolean labelled = i < size() && labels[i];
            if (labelled && from < 0) {
                from = i;
            } else if (!labelled && from >= 0) {
                events.add(new Span(times[from], times[from], times[i - 1] + step));
                from = -1;
            }
        }
        return events;
    }
}
