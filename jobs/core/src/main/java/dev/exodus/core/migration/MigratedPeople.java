package dev.exodus.core.migration;

/**
 * People who were affected at the source and are new at the destination within the window.
 *
 * @param both estimated people in both
 * @param chance people that would be in both by chance, {@code |A| |B| / N}
 */
public record MigratedPeople(SampledPeople both, double chance) {
    /** Nobody. */
    static final MigratedPeople NONE = new MigratedPeople(SampledPeople.NONE, 0);

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
        // A and N are of one sample, so its weight falls out.
        double chance = population > 0 ? affected.count() * arrived.count() / population : 0;
        return new MigratedPeople(SampledPeople.of(affected.and(arrived), weight), chance);
    }

    /** Of two groups that nobody is in both of. */
    MigratedPeople plus(MigratedPeople other) {
        return new MigratedPeople(both.plus(other.both), chance + other.chance);
    }

    /** Estimated people in both, at least 0. */
    public double migrated() {
        return both.count();
    }

    /** Lower bound, two standard deviations. */
    public double lo95() {
        return both.lo95();
    }

    /** Upper bound, two standard deviations. */
    public double hi95() {
        return both.hi95();
    }

    /** Of them that are in the data: estimated from the sketch alone. */
    public double seen() {
        return both.seen();
    }

    /** Pseudonyms that the estimate rests on. */
    public int retained() {
        return both.retained();
    }

    /** Migrated over chance; NaN if nobody is expected. */
    public double lift() {
        return chance > 0 ? migrated() / chance : Double.NaN;
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
