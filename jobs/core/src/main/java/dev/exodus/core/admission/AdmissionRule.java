package dev.exodus.core.admission;

/**
 * When an event is late and when a partition was silent for too long, as a function of the
 * partition's own content: not of timing, speed, parallelism or restarts.
 *
 * <p>The <em>partition clock</em> is the highest event time that a partition's valid records have
 * shown so far. An event is <em>late</em> if {@code eventTime + allowedLateness < clock -
 * outOfOrderness}.
 *
 * @param allowedLatenessMs how long after its second an event may still correct a row, not negative
 * @param outOfOrdernessMs how far events of one partition may stand in the wrong order without
 *     delaying a row's first emission, not negative
 * @param gapAfterMs event time between two consecutive records of a partition above which the
 *     seconds between them count as not covered, at least 1,000
 */
public record AdmissionRule(long allowedLatenessMs, long outOfOrdernessMs, long gapAfterMs) {

    public AdmissionRule {
        if (allowedLatenessMs < 0) {
            throw new IllegalArgumentException("allowed lateness must not be negative");
        }
        if (outOfOrdernessMs < 0) {
            throw new IllegalArgumentException("out-of-orderness must not be negative");
        }
        if (gapAfterMs < 1_000) {
            throw new IllegalArgumentException("gap-after must be at least one second");
        }
    }

    /** Whether an event comes too late at a partition whose clock shows {@code clock}. */
    public boolean isLate(long eventTime, long clock) {
        return eventTime + allowedLatenessMs < clock - outOfOrdernessMs;
    }
}
