package dev.exodus.core.migration;

import org.apache.datasketches.thetacommon.BinomialBoundsN;

/**
 * People who were affected at the source and are new at the destination within the window, seen
 * through a sample of users and a sketch: each of them is kept with the probability {@code p =
 * theta / weight}, so their number is estimated by {@code retained / p}, and its bounds are those
 * of a binomial share, two standard deviations ({@link BinomialBoundsN}).
 *
 * @param migrated estimated people in both, at least 0
 * @param lo95 lower bound
 * @param hi95 upper bound
 * @param chance people that would be in both by chance, {@code |A| |B| / N}
 * @param seen of them that are in the data: estimated from the sketch alone
 * @param retained pseudonyms that the estimate rests on
 */
public record MigratedPeople(
        double migrated, double lo95, double hi95, double chance, double seen, int retained) {
    /** Nobody. */
    static final MigratedPeople NONE = new MigratedPeople(0, 0, 0, 0, 0, 0);

    private static final int DEVIATIONS = 2;

    /**
     * Estimates.
     *
     * @param affected A, who failed to connect to the source during the outage
     * @param arrived B, who completed a sign-up at the destination within the window
     * @param population N, people in the data who could be in either: all who were seen at the
     *     source
     * @param weight how many people one of A, and of N, stands for, at least 1
     */
    public static MigratedPeople of(
            People affected, People arrived, double population, double weight) {
        People both = affected.and(arrived);
        double kept = both.theta() / weight;
        int retained = both.retained();
        // A and N are of one sample, so its weight falls out.
        double chance = population > 0 ? affected.count() * arrived.count() / population : 0;
        return new MigratedPeople(
                retained / kept,
                BinomialBoundsN.getLowerBound(retained, kept, DEVIATIONS, false),
                BinomialBoundsN.getUpperBound(retained, kept, DEVIATIONS, false),
                chance,
                both.count(),
                retained);
    }

    /** Of two groups that nobody is in both of: deviations add in squares. */
    MigratedPeople plus(MigratedPeople other) {
        double both = migrated + other.migrated;
        return new MigratedPeople(
                both,
                Math.max(0, both - Math.hypot(migrated - lo95, other.migrated - other.lo95)),
                both + Math.hypot(hi95 - migrated, other.hi95 - other.migrated),
                chance + other.chance,
                seen + other.seen,
                retained + other.retained);
    }

    /** Migrated over chance; NaN if nobody is expected. */
    public double lift() {
        return chance > 0 ? migrated / chance : Double.NaN;
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
