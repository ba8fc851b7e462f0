package dev.exodus.core.funnel;

/**
 * What one observation changes in a cohort: {@code weight} is added to every count and delay that
 * is named, and is negative where something is taken back.
 *
 * @param segment of the cohort
 * @param minute of the cohort, epoch minute
 * @param weight not 0
 * @param counts set of {@link Count} ordinals, as bits
 * @param deliverMs time from request to delivery, or {@link #NONE}
 * @param verifyMs time from request to verification, or {@link #NONE}
 * @param revision how much the cohort's revision grows, never negative
 */
public record CohortChange(
        Segment segment,
        long minute,
        long weight,
        int counts,
        long deliverMs,
        long verifyMs,
        long revision) {
    /** No delay. */
    public static final long NONE = -1;

    /** Takes changes. */
    @FunctionalInterface
    public interface Sink {
        void change(CohortChange change);
    }

    static CohortChange of(Request request, long weight, Outcome outcome, long revision) {
        return new CohortChange(
                request.segment(),
                request.minute(),
                weight,
                outcome.counts(),
                outcome.deliverMs(),
                outcome.verifyMs(),
                revision);
    }

    static CohortChange ofRevision(Request request, long revision) {
        return new CohortChange(
                request.segment(), request.minute(), request.weight(), 0, NONE, NONE, revision);
    }
}
