package dev.exodus.core.funnel;

/**
 * What became of an attempt, as far as it is known.
 *
 * @param counts statuses reached, as bits
 * @param deliverMs time from request to delivery, or {@link CohortChange#NONE}
 * @param verifyMs time from request to verification, or {@link CohortChange#NONE}
 */
record Outcome(int counts, long deliverMs, long verifyMs) {

    /** Whether this only adds to an earlier outcome. */
    boolean adds(Outcome earlier) {
        return (earlier.counts & ~counts) == 0
                && (earlier.deliverMs == CohortChange.NONE || earlier.deliverMs == deliverMs)
                && (earlier.verifyMs == CohortChange.NONE || earlier.verifyMs == verifyMs);
    }

    /** What is in this and not in the earlier outcome that it adds to. */
    Outcome beyond(Outcome earlier) {
        return new Outcome(
                counts & ~earlier.counts,
                earlier.deliverMs == CohortChange.NONE ? deliverMs : CohortChange.NONE,
                earlier.verifyMs == CohortChange.NONE ? verifyMs : CohortChange.NONE);
    }

    /** Whether nothing more is waited for. */
    boolean ended() {
        return Count.VERIFIED.in(counts) || Count.FAILED.in(counts) || Count.EXPIRED.in(counts);
    }
}
