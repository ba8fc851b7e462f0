package dev.exodus.core.outages;

import java.util.Set;

/**
 * A time in which one series left its normal course.
 *
 * @param direction less or more than expected
 * @param start first bucket, back-dated; seconds since the epoch
 * @param detected bucket that decided
 * @param end end of the last bucket (exclusive), or {@link #OPEN}
 * @param weight how many events each that was seen stands for, at least 1
 * @param observed sum of the values seen from start to end
 * @param expected sum of the values expected from start to end
 * @param surprise -log10 of the probability of what opened it, without an incident
 * @param tests tests that opened it
 * @param givenUp whether it ended because a new level was accepted after hours
 */
public record Episode(
        Direction direction,
        long start,
        long detected,
        long end,
        double weight,
        double observed,
        double expected,
        double surprise,
        Set<OpeningTest> tests,
        boolean givenUp) {
    /** End of an episode that goes on. */
    public static final long OPEN = Long.MAX_VALUE;

    public Episode {
        if (start > detected || end < start) {
            throw new IllegalArgumentException(
                    "an episode starts, is detected, ends; got start "
                            + start
                            + ", detected "
                            + detected
                            + ", end "
                            + end);
        }
        tests = Set.copyOf(tests);
    }

    public boolean isOpen() {
        return end == OPEN;
    }

    /** Seen over expected; NaN if nothing was expected. */
    public double ratio() {
        return expected <= 0 ? Double.NaN : observed / expected;
    }
}
