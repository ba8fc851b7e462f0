package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * Cumulative sum test for a lasting change of a Poisson rate.
 *
 * <p>Page's test (Biometrika 1954) in its log likelihood form: for a rate that falls from mu to r
 * mu each bucket adds x ln r + mu (1 - r), divided by the dispersion phi; the sum never falls below
 * 0. It finds what no single bucket shows: low rates, partial drops, slow burns. One bucket adds at
 * most half the limit, so that one alone never decides, and the sum stops at four times the limit,
 * so that it comes down again.
 */
final class ChangeTest {
    static final int BYTES = Double.BYTES + Traffic.BYTES;

    private final Traffic climb = new Traffic();
    private double sum;

    /** Log likelihood ratio of x events for the rate ratio * mu against mu, dispersion phi. */
    static double evidence(double x, double mu, double ratio, double phi) {
        return (x * Math.log(ratio) + mu * (1 - ratio)) / phi;
    }

    /**
     * Takes one bucket.
     *
     * @param time start of the bucket
     * @param x events seen
     * @param mu events expected
     * @param gain log likelihood ratio of the bucket, changed against normal
     * @param limit the sum that decides
     */
    void step(long time, double x, double mu, double gain, double limit) {
        if (sum <= 0) {
            climb.start(time);
        }
        climb.add(x, mu);
        double capped = Math.max(-limit / 2, Math.min(gain, limit / 2));
        sum = Math.max(0, Math.min(sum + capped, 4 * limit));
    }

    double sum() {
        return sum;
    }

    /** The present climb: its first bucket is the most likely moment of change. */
    Traffic climb() {
        return climb;
    }

    void reset() {
        sum = 0;
    }

    void write(ByteBuffer out) {
        out.putDouble(sum);
        climb.write(out);
    }

    void read(ByteBuffer in) {
        sum = in.getDouble();
        climb.read(in);
    }
}
