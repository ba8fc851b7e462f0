package dev.exodus.core.migration;

import org.apache.datasketches.thetacommon.BinomialBoundsN;

/**
 * People who were affected at the source and are new at the destination within the window, seen
 * through a sample of users and a sketch: each of them is kept with the probability {@code p =
 * theta / weight}, so their number is estimated by {@code retained / p}, with the variance {@code
 * retained (1 - p) / p^2}. Of several groups both add up.
 *
 * @param migrated estimated people in both, at least 0
 * @param variance of this estimate
 * @param kept the least share of people that is kept of any group, p
 * @param chance people that would be in both by chance, {@code |A| |B| / N}
 * @param seen of them that are in the data: estimated from the sketch alone
 * @param retained pseudonyms that the estimate rests on
 */
public record MigratedPeople(
        double migrated, double variance, double kept, double chance, double seen, int retained) {
    /** Nobody. */
    static final MigratedPeople NONE = new MigratedPeople(0, 0, 1, 0, 0, 0);

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
        double estimate = both.retained() / kept;
        // A and N are of one sample, so its weight falls out.
        double chance = population > 0 ? affected.count() * arrived.count() / population : 0;
        return new MigratedPeople(
                estimate,
                estimate * (1 - kept) / kept,
                kept,
                chance,
                both.count(),
                both.retained());
    }

    /** Of two groups that nobody is in both of. */
    MigratedPeople plus(MigratedPeople other) {
        return new MigratedPeople(
                migrated + other.migrated,
                variance + other.variance,
                Math.min(kept, other.kept),
                chance + other.chance,
                seen + other.seen,
                retained + other.retained);
    }

    /** Lower bound, two standard deviations. */
    public double lo95() {
        return BinomialBoundsN.getLowerBound(samples(), share(), DEVIATIONS, false);
    }

    /** Upper bound, two standard deviations. */
    public double hi95() {
        return BinomialBoundsN.getUpperBound(samples(), share(), DEVIATIONS, false);
    }

    /**
     * The share of a binomial sample with this estimate and variance: p, if all groups have one.
     */
    private double share() {
        return migrated > 0 ? migrated / (migrated + variance) : kept;
    }

    private long samples() {
        return Math.round(migrated * share());
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
