package dev.exodus.core.funnel;

/**
 * Registrations that did not happen because codes came too late or never: of {@code U} people, with
 * the conversion {@code c0} of calm times, {@code U c0} would have verified, but {@code V} did.
 *
 * <p>{@code S = U c0 - V}. Given {@code v0} of {@code n0} people verified in calm times, the share
 * has the distribution Beta(v0 + 1/2, n0 - v0 + 1/2) (Jeffreys' prior), and the number of {@code U}
 * people who would verify is beta-binomial. Its share of {@code U} is taken as the Beta
 * distribution of the same mean and variance, of size {@code (n + 1) U / (n + U) - 1} with {@code n
 * = n0 + 1}: so the interval has both what is not known of {@code c0} and the chance of these
 * {@code U} people.
 *
 * @param people U: unique requesters while codes were stuck
 * @param verified V: of these, verified
 * @param calmConversion c0
 * @param registrations S, negative if more verified than in calm times
 * @param lo95 lower end of the 95 % interval of S
 * @param hi95 upper end
 */
public record Suppressed(
        long people,
        long verified,
        double calmConversion,
        double registrations,
        double lo95,
        double hi95) {
    private static final double LOW = .025;
    private static final double PRIOR = .5;

    /**
     * @param calmPeople n0: unique requesters in calm times
     * @param calmVerified v0: of these, verified; an estimate, so no whole number
     * @throws IllegalArgumentException if a number of people is negative
     */
    public static Suppressed of(long people, long verified, long calmPeople, double calmVerified) {
        if (calmPeople < 0 || people < 0) {
            throw new IllegalArgumentException("numbers of people must not be negative");
        }
        // More codes than people can be entered at the edges of a window.
        double failures = Math.max(0, calmPeople - calmVerified) + PRIOR;
        Beta calm = new Beta(calmVerified + PRIOR, failures);
        double mean = calm.mean();
        double n = calm.a() + calm.b();
        double size = (n + 1) * people / (n + people) - 1;
        double expected = people * mean;
        double lo = size > 0 ? new Beta(mean * size, (1 - mean) * size).quantile(LOW) : 0;
        double hi = size > 0 ? new Beta(mean * size, (1 - mean) * size).quantile(1 - LOW) : 1;
        return new Suppressed(
                people,
                verified,
                mean,
                expected - verified,
                people * lo - verified,
                people * hi - verified);
    }
}
