package dev.exodus.core.funnel;

/**
 * How the funnel is worked out.
 *
 * @param gapMs requests of a person that are less than this apart belong to one session; an attempt
 *     without an outcome for so long has expired
 * @param allowedLatenessMs how late an event may be and still count
 * @param fromSecond epoch second before which no row is emitted; Long.MIN_VALUE for all
 * @param generation marks a deliberate reprocessing, from 1
 */
public record FunnelSettings(long gapMs, long allowedLatenessMs, long fromSecond, int generation) {
    private static final long MINUTE_MS = 60_000;

    /** When a minute's rows are emitted, after its end: thinner with time, as less changes. */
    private static final long[] REVISIONS_MS = {0, 2 * MINUTE_MS, 10 * MINUTE_MS};

    public FunnelSettings {
        if (gapMs < 1) {
            throw new IllegalArgumentException("session-gap must be positive");
        }
        if (allowedLatenessMs < 0) {
            throw new IllegalArgumentException("allowed lateness must not be negative");
        }
        if (generation < 1) {
            throw new IllegalArgumentException("generation must be at least 1");
        }
    }

    /**
     * When a minute settles: every session of its requests has ended, and nothing that would change
     * that can be admitted any more.
     *
     * @param minute epoch minute
     * @return epoch milliseconds
     */
    public long settles(long minute) {
        return (minute + 1) * MINUTE_MS + gapMs + allowedLatenessMs;
    }

    /** When a minute's rows are due next, after a time; when it settles, at the latest. */
    public long due(long minute, long after) {
        for (long revision : REVISIONS_MS) {
            long at = (minute + 1) * MINUTE_MS + revision;
            if (at > after && at < settles(minute)) {
                return at;
            }
        }
        return settles(minute);
    }

    /** Whether rows per carrier are due at a time that was due. */
    public boolean withCarriers(long minute, long due) {
        return due >= (minute + 1) * MINUTE_MS + REVISIONS_MS[REVISIONS_MS.length - 1];
    }

    /** Whether rows of a minute are emitted at all. */
    public boolean covers(long minute) {
        return minute * (MINUTE_MS / 1000) >= fromSecond;
    }
}
