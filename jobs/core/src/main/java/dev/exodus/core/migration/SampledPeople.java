package dev.exodus.core.migration;

import org.apache.datasketches.thetacommon.BinomialBoundsN;

/**
 * A number of people who are seen through a sample of users and a sketch: each of them is kept with
 * the probability {@code p = theta / weight}, so their number is estimated by {@code retained / p},
 * with the variance {@code retained (1 - p) / p^2}. Of several groups both add up.
 *
 * @param count estimated people, at least 0
 * @param variance of this estimate
 * @param kept the least share of people that is kept of any group, p
 * @param seen of them that are in the data: estimated from the sketch alone
 * @param retained pseudonyms that the estimate rests on
 */
public record SampledPeople(double count, double variance, double kept, double seen, int retained) {
    /** Nobody. */
    static final SampledPeople NONE = new SampledPeople(0, 0, 1, 0, 0);

    private static final int DEVIATIONS = 2;

    /**
     * Estimates.
     *
     * @param people those in the data
     * @param weight how many people one of them stands for, at least 1
     */
    public static SampledPeople of(People people, double weight) {
        double kept = people.theta() / weight;
        double estimate = people.retained() / kept;
        return new SampledPeople(
                estimate, estimate * (1 - kept) / kept, kept, people.count(), people.retained());
    }

    /** Of two groups that nobody is in both of. */
    SampledPeople plus(SampledPeople other) {
        return new SampledPeople(
                count + other.count,
                variance + other.variance,
                Math.min(kept, other.kept),
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
        return count > 0 ? count / (count + variance) : kept;
    }

    private long samples() {
        return Math.round(count * share());
    }
}
