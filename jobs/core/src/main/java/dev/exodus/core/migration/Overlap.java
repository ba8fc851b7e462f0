package dev.exodus.core.migration;

import org.apache.datasketches.thetacommon.BinomialBoundsN;

/**
 * People in two sets, seen through a sample and a sketch: each of them is kept with the probability
 * {@code p = theta / weight}, so their number is estimated by {@code retained / p}, and its bounds
 * are those of a binomial share (two standard deviations, {@link BinomialBoundsN}).
 *
 * @param people estimated, at least 0
 * @param lo95 lower bound
 * @param hi95 upper bound
 * @param seen of them that are in the data: estimated from the sketch alone
 * @param chance people that would be in both by chance, {@code |A| |B| / N}
 */
record Overlap(double people, double lo95, double hi95, double seen, double chance) {
    /** Of nobody. */
    static final Overlap NONE = new Overlap(0, 0, 0, 0, 0);

    private static final int DEVIATIONS = 2;

    /**
     * Estimates.
     *
     * @param both the entries that are in both sets
     * @param weight how many people one in the data stands for, at least 1
     */
    static Overlap of(People both, double weight, double chance) {
        int retained = both.retained();
        double kept = both.theta() / weight;
        double estimate = retained / kept;
        return new Overlap(
                estimate,
                BinomialBoundsN.getLowerBound(retained, kept, DEVIATIONS, false),
                BinomialBoundsN.getUpperBound(retained, kept, DEVIATIONS, false),
                both.count(),
                chance);
    }

    /** Of two groups that nobody is in both of: deviations add in squares. */
    Overlap plus(Overlap other) {
        double both = people + other.people;
        return new Overlap(
                both,
                Math.max(0, both - Math.hypot(people - lo95, other.people - other.lo95)),
                both + Math.hypot(hi95 - people, other.hi95 - other.people),
                seen + other.seen,
                chance + other.chance);
    }

    /** Over chance; null if nobody is expected. */
    Double lift() {
        return chance > 0 ? people / chance : null;
    }
}
