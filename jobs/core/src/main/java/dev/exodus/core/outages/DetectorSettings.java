package dev.exodus.core.outages;

/**
 * What the detector is told about a series, and how strict it is. One set serves all series; the
 * defaults are measured in {@code docs/methods/detection.md}.
 *
 * @param step seconds per bucket, 1 to 86,400
 * @param counts whether values are counts of events; otherwise any real number
 * @param warmUp buckets before the first verdict
 * @param dropSurprise -log10 of the probability of a bucket whose run opens a drop
 * @param riseSurprise the same for a rise
 * @param slowGuard standard deviations from the same time on recent days, 0 for no guard
 * @param minimumDeficit least traffic lost or added, in minutes of normal traffic
 * @param deepLimit sum that decides the test for a fall to 30 % or a rise to 333 %
 * @param partialLimit sum that decides the test for a fall to 60 %
 * @param silenceLimit -ln of the probability of a row of zeros
 * @param seasonRate least rate at which the profile of the day is learnt, 0 for no profile
 * @param learnLimit largest residual, in standard deviations, that the tails learn
 */
public record DetectorSettings(
        int step,
        boolean counts,
        int warmUp,
        double dropSurprise,
        double riseSurprise,
        double slowGuard,
        double minimumDeficit,
        double deepLimit,
        double partialLimit,
        double silenceLimit,
        double seasonRate,
        double learnLimit) {

    public DetectorSettings {
        require(step >= 1 && step <= 86_400, "step must be 1 to 86400 seconds", step);
        require(warmUp >= 30, "warmUp must be at least 30 buckets", warmUp);
        require(dropSurprise > 0, "dropSurprise must be positive", dropSurprise);
        require(riseSurprise > 0, "riseSurprise must be positive", riseSurprise);
        require(slowGuard >= 0, "slowGuard must not be negative", slowGuard);
        require(minimumDeficit >= 0, "minimumDeficit must not be negative", minimumDeficit);
        require(deepLimit > 0, "deepLimit must be positive", deepLimit);
        require(partialLimit > 0, "partialLimit must be positive", partialLimit);
        require(silenceLimit > 0, "silenceLimit must be positive", silenceLimit);
        require(seasonRate >= 0 && seasonRate <= 1, "seasonRate must be 0 to 1", seasonRate);
        require(learnLimit > 0, "learnLimit must be positive", learnLimit);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException("detector settings: " + rule + ", not " + value);
        }
    }

    /** The settings for counts of events. */
    public static DetectorSettings counts(int step) {
        return new DetectorSettings(step, true, 200, 5.4, 5.5, 2.5, .42, 11.5, 14, 12, .2, 6);
    }

    /**
     * The same for another number of false alarms.
     *
     * <p>The limit of each test is the surprise, in powers of e or 10, from which chance alone is
     * not believed; how often chance gets there falls in that proportion, for a bucket by itself
     * and for Page's sums (G. Lorden, Procedures for Reacting to a Change in Distribution, Annals
     * of Mathematical Statistics 42, 1971: the mean time between false alarms grows as e to the
     * limit).
     *
     * @param share how many of the false alarms of these settings are wished, above 0
     */
    public DetectorSettings withFalseAlarms(double share) {
        require(share > 0, "the share of false alarms must be positive", share);
        double nats = -Math.log(share);
        double decades = -Math.log10(share);
        return new DetectorSettings(
                step,
                counts,
                warmUp,
                dropSurprise + decades,
                riseSurprise + decades,
                slowGuard,
                minimumDeficit,
                deepLimit + nats,
                partialLimit + nats,
                silenceLimit + nats,
                seasonRate,
                learnLimit);
    }

    /** The settings for values that are not counts. */
    public static DetectorSettings values(int step) {
        return new DetectorSettings(step, false, 200, 5.4, 5.5, 2.5, .42, 11.5, 14, 12, .2, 6);
    }
}
