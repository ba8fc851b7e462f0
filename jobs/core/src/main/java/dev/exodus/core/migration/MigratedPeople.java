package dev.exodus.core.migration;

/**
 * People who were affected at the source and are new at the destination within the window.
 *
 * @param migrated estimated people in both, at least 0
 * @param lo95 lower bound, two standard deviations
 * @param hi95 upper bound, two standard deviations
 * @param lift migrated over chance overlap {@code |A| |B| / N}; NaN if nobody is expected
 * @param retained pseudonyms that the estimate rests on
 */
public record MigratedPeople(double migrated, double lo95, double hi95, double lift, int retained) {

    /**
     * Estimates.
     *
     * @param affected A, who failed to connect to the source during the outage
     * @param arrived B, who completed a sign-up at the destination within the window
     * @param population N, people who could be in either: all who were seen at the source
     */
    public static MigratedPeople of(People affected, People arrived, double population) {
        People both = affected.and(arrived);
        double chance = population > 0 ? affected.count() * arrived.count() / population : 0;
        return new MigratedPeople(
                both.count(),
                both.lowerBound(),
                both.upperBound(),
                chance > 0 ? both.count() / chance : Double.NaN,
                both.retained());
    }

    /**
     * The size that a sketch of the affected needs: {@code k >= n / (m e^2)}, because of n people a
     * sketch of k keeps a share k / n, so k m / n of the overlap, and the relative error is the
     * inverse root of that. A smaller A, of the affected only and per country, is cheaper than a
     * larger k.
     *
     * @param affected n, people in A
     * @param overlap m, people in both
     * @param error e, relative standard error of the overlap
     * @return the power of two not below it, at least 16
     */
    public static int sketchSize(double affected, double overlap, double error) {
        double least = affected / (overlap * error * error);
        if (!(overlap > 0) || !(error > 0) || !(affected >= overlap) || least > 1 << 26) {
            throw new IllegalArgumentException(
                    "No sketch for %s affected, %s in both and an error of %s: 0 < both <= affected, and at most 2^26 entries"
                            .formatted(affected, overlap, error));
        }
        int size = 16;
        while (size < least) {
            size *= 2;
        }
        return size;
    }
}
