package dev.exodus.core.admission;

import java.util.Map;

/**
 * Which seconds of a feed are covered: all but those in a gap of one of its partitions, and those
 * before the first of them spoke.
 *
 * <p>A view over gaps by their first second; of two that begin together the longer one counts, but
 * of those {@link Gap#before before} a second the shorter.
 */
public final class Coverage {
    /** A feed without gaps. */
    public static final Coverage COMPLETE = new Coverage(new long[0], new long[0]);

    private final long[] from;
    private final long[] to;

    private Coverage(long[] from, long[] to) {
        this.from = from;
        this.to = to;
    }

    /** The cover that these gaps (first uncovered second to first covered second) leave. */
    public static Coverage without(Iterable<Map.Entry<Long, Long>> gaps) {
        int count = 0;
        for (Map.Entry<Long, Long> ignored : gaps) {
            count++;
        }
        if (count == 0) {
            return COMPLETE;
        }
        long[] from = new long[count];
        long[] to = new long[count];
        int i = 0;
        for (Map.Entry<Long, Long> gap : gaps) {
            from[i] = gap.getKey();
            to[i++] = gap.getValue();
        }
        return new Coverage(from, to);
    }

    /** Whether every partition of the feed speaks for this second (epoch seconds). */
    public boolean covers(long second) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] <= second && second < to[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many seconds of a minute (epoch minutes) are covered, 0 to 60. */
    public int coveredSeconds(long minute) {
        long start = minute * 60;
        if (!touches(start, start + 60)) {
            return 60;
        }
        int covered = 0;
        for (long second = start; second < start + 60; second++) {
            covered += covers(second) ? 1 : 0;
        }
        return covered;
    }

    private boolean touches(long start, long end) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] < end && start < to[i]) {
                return true;
            }
        }
        return false;
    }
}
