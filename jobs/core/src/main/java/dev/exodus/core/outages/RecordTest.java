package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * How a bucket stands against the most extreme of recent days, whatever the law of the residuals.
 *
 * <p>Two measures are compared each with its own record, which fades by half in four days: the
 * residual of the bucket, and the deviation from the same time on recent days, smoothed over an
 * hour. The score is the mean of the two ratios: above 1 both are records on average. In an
 * exchangeable series the n-th value is a record with probability 1/n (Renyi 1962), so high scores
 * are rare in any series and comparable between series. A bucket that does not exceed the highest
 * score of the last {@value #HOLD} buckets scores 0: one excursion is told once.
 */
final class RecordTest {
    static final int BYTES = 4 * Double.BYTES + Long.BYTES;

    private static final int HOLD = 100;
    private static final double FADE_SECONDS = 4 * 86_400.0;
    private static final double SMOOTH_SECONDS = 3_600;
    private static final double LEAST_RESIDUAL = 3;
    private static final double LEAST_DEVIATION = 1e-9;
    private static final double MOST = 5;

    private double smoothed;
    private double residualRecord = LEAST_RESIDUAL;
    private double deviationRecord = LEAST_DEVIATION;
    private double held;
    private long heldAt;

    /**
     * Takes a bucket.
     *
     * @param z residual, in standard deviations
     * @param deviation value minus the usual value at this time of day
     * @return the score, 0 to 5
     */
    double step(long time, double z, double deviation, int step) {
        double fade = Math.pow(.5, step / FADE_SECONDS);
        double gain = 1 - Math.pow(.5, step / SMOOTH_SECONDS);
        smoothed += gain * (deviation - smoothed);
        double residual = Math.abs(z);
        double smooth = Math.abs(smoothed);
        double score =
                .5 * Math.min(MOST, residual / residualRecord)
                        + .5 * Math.min(MOST, smooth / deviationRecord);
        residualRecord = Math.max(LEAST_RESIDUAL, Math.max(residualRecord * fade, residual));
        deviationRecord = Math.max(LEAST_DEVIATION, Math.max(deviationRecord * fade, smooth));
        if (time - heldAt > (long) HOLD * step) {
            held = 0;
        }
        if (score <= held) {
            return 0;
        }
        held = score;
        heldAt = time;
        return score;
    }

    void write(ByteBuffer out) {
        out.putDouble(smoothed).putDouble(residualRecord).putDouble(deviationRecord);
        out.putDouble(held).putLong(heldAt);
    }

    void read(ByteBuffer in) {
        smoothed = in.getDouble();
        residualRecord = in.getDouble();
        deviationRecord = in.getDouble();
        held = in.getDouble();
        heldAt = in.getLong();
    }
}
