package dev.exodus.core.outages;

/**
 * What one bucket of one series said.
 *
 * @param time start of the bucket, seconds since the epoch
 * @param verdict what is said of it
 * @param expected value that was expected
 * @param usual value at the same time on recent days
 * @param lower lower end of the band of normal values (3 standard deviations)
 * @param upper upper end of the band
 * @param z residual against the local forecast, in standard deviations
 * @param surprise -log10 of the probability of the residual; not negative
 * @param record how it stands against the most extreme of recent days, 0 to 5
 * @param opened whether an episode opened with this bucket
 * @param episode the episode that is open after this bucket, or that it closed; else null
 */
public record Step(
        long time,
        Verdict verdict,
        double expected,
        double usual,
        double lower,
        double upper,
        double z,
        double surprise,
        double record,
        boolean opened,
        Episode episode) {

    /** Nothing is known of the bucket: an open episode is held as it is. */
    static Step unknown(long time, Episode held) {
        double nan = Double.NaN;
        return new Step(time, Verdict.UNKNOWN, nan, nan, nan, nan, 0, 0, 0, false, held);
    }

    /** Whether an episode closed with this bucket. */
    public boolean closed() {
        return episode != null && !episode.isOpen();
    }
}
