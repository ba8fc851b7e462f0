package dev.exodus.core.migration;

import java.util.Arrays;

/**
 * Registrations per minute of one service, in one country or in all. Minutes are counted from
 * 1970-01-01T00:00Z. A minute that was not covered, or that is known to be no example of ordinary
 * days, is missing; a true zero is 0.
 */
public final class MinuteSeries {
    private final long from;
    private final double[] counts;
    private final double[] sums;
    private final int[] present;

    private MinuteSeries(long from, double[] counts) {
        this.from = from;
        this.counts = counts;
        sums = new double[counts.length + 1];
        present = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            boolean missing = Double.isNaN(counts[i]);
            sums[i + 1] = sums[i] + (missing ? 0 : counts[i]);
            present[i + 1] = present[i] + (missing ? 0 : 1);
        }
    }

    /**
     * A series.
     *
     * @param from its first minute
     * @param counts registrations from then on, each at least 0, or NaN for a missing minute
     */
    public static MinuteSeries of(long from, double[] counts) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || Double.isInfinite(counts[i])) {
                throw new IllegalArgumentException(
                        "Minute %d of a series has %s registrations: at least 0, or NaN if missing"
                                .formatted(from + i, counts[i]));
            }
        }
        return new MinuteSeries(from, counts.clone());
    }

    /**
     * The same with the minutes in {@code [start, end)} missing, so that nothing learns of them.
     */
    public MinuteSeries without(long start, long end) {
        double[] left = counts.clone();
        for (long minute = Math.max(start, from); minute < Math.min(end, end()); minute++) {
            left[index(minute)] = Double.NaN;
        }
        return new MinuteSeries(from, left);
    }

    /** The same up to a minute, exclusive. */
    MinuteSeries until(long end) {
        int kept = (int) Math.max(0, Math.min(end, end()) - from);
        return new MinuteSeries(from, Arrays.copyOf(counts, kept));
    }

    /** The same, raised by news: {@code y (1 + n)}. */
    MinuteSeries raisedBy(News news) {
        double[] raised = counts.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] *= 1 + news.at(from + i);
        }
        return new MinuteSeries(from, raised);
    }

    /** First minute. */
    public long from() {
        return from;
    }

    /** The minute behind the last one. */
    public long end() {
        return from + counts.length;
    }

    /** Whether the minute is there. */
    public boolean has(long minute) {
        return minute >= from && minute < end() && !Double.isNaN(counts[index(minute)]);
    }

    /** Registrations in a minute; NaN if missing. */
    public double at(long minute) {
        return has(minute) ? counts[index(minute)] : Double.NaN;
    }

    /** Registrations in {@code [start, end)}, of the minutes that are there. */
    public double sum(long start, long end) {
        return sums[bound(end)] - sums[bound(Math.max(start, from))];
    }

    /** Number of minutes in {@code [start, end)} that are there. */
    public int present(long start, long end) {
        return present[bound(end)] - present[bound(Math.max(start, from))];
    }

    private int bound(long minute) {
        return (int) Math.max(0, Math.min(minute - from, counts.length));
    }

    private int index(long minute) {
        return (int) (minute - from);
    }
}
