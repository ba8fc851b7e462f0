package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * How rare a residual is on one side, learnt from the series itself.
 *
 * <p>Peaks over threshold (Pickands 1975; streamed as in SPOT, Siffer et al., KDD 2017): above the
 * threshold u, a running 2 % quantile, the excess follows a generalised Pareto law of shape {@value
 * #SHAPE} whose scale comes from the mean excess, since E[excess] = scale / (1 - shape).
 */
final class ShockTest {
    static final int BYTES = 3 * Double.BYTES;
    private static final double SHAPE = .05;
    private static final double QUANTILE = .02;
    private static final double FREQUENCY_RATE = .005;
    private static final double EXCESS_RATE = .03;
    private static final double THRESHOLD_STEP = .05;

    private double threshold = 2.3;
    private double meanExcess = .5;
    private double frequency = QUANTILE;

    /** -log10 of the two-sided probability of a residual at least this large; not negative. */
    double surprise(double size) {
        if (size <= 0) {
            return 0;
        }
        double atThreshold = -Math.log10(Math.min(1, 2 * frequency));
        if (size <= threshold) {
            return atThreshold * size / threshold;
        }
        double scale = meanExcess * (1 - SHAPE);
        return atThreshold + Math.log10(1 + SHAPE * (size - threshold) / scale) / SHAPE;
    }

    /** Learns a residual, in standard deviations towards this side (negative: the other side). */
    void learn(double size) {
        boolean exceeds = size > threshold;
        double hit = exceeds ? 1 : 0;
        frequency = Math.max(QUANTILE / 10, frequency + FREQUENCY_RATE * (hit - frequency));
        if (exceeds) {
            meanExcess += EXCESS_RATE * (size - threshold - meanExcess);
            meanExcess = Math.max(meanExcess, .05);
        }
        threshold = Math.max(.5, threshold + THRESHOLD_STEP * (hit - QUANTILE));
    }

    void write(ByteBuffer out) {
        out.putDouble(threshold).putDouble(meanExcess).putDouble(frequency);
    }

    void read(ByteBuffer in) {
        threshold = in.getDouble();
        meanExcess = in.getDouble();
        frequency = in.getDouble();
    }
}
