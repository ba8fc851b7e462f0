package dev.exodus.bench.scenarios;

/**
 * What came of one incident that must be found.
 *
 * @param service whose
 * @param kind as the scenario has it
 * @param start true start, RFC 3339
 * @param incidents how many incidents were told of it; 0 if it was missed
 * @param startError told start minus the true one, seconds; null if missed
 * @param endError the same for the end; null if missed, or if it goes on
 * @param delay seconds from the true start to the decision; null if missed
 * @param dated whether start and end must be met
 */
public record Found(
        String service,
        String kind,
        String start,
        int incidents,
        Long startError,
        Long endError,
        Long delay,
        boolean dated) {
    private static final long GOAL_SECONDS = 60;

    /** Whether it was told of once and, if it is an outage, dated to the minute. */
    public boolean met() {
        if (!dated) {
            return incidents > 0;
        }
        return incidents == 1
                && Math.abs(startError) <= GOAL_SECONDS
                && endError != null
                && Math.abs(endError) <= GOAL_SECONDS;
    }
}
