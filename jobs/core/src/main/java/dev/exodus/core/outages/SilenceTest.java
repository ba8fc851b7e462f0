package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * How improbable an unbroken row of zeros is.
 *
 * <p>A Poisson series of rate mu shows n zeros in a row with probability exp(-n mu); with
 * dispersion phi about exp(-n mu / phi). The sum of mu / phi over the row is thus -ln p, whatever
 * the rate: one second at 100 per second, a quarter of an hour at one per minute.
 */
final class SilenceTest {
    static final int BYTES = Double.BYTES + Traffic.BYTES;

    private static final double MOST = 1_000;

    private final Traffic row = new Traffic();
    private double improbability;

    void step(long time, double x, double mu, double phi) {
        if (x > 0) {
            improbability = 0;
            return;
        }
        if (improbability == 0) {
            row.start(time);
        }
        row.add(x, mu);
        improbability = Math.min(MOST, improbability + Math.max(0, mu) / phi);
    }

    /** -ln of the probability of the present row of zeros; 0 if there is none. */
    double improbability() {
        return improbability;
    }

    /** The present row of zeros. */
    Traffic row() {
        return row;
    }

    void reset() {
        improbability = 0;
    }

    void write(ByteBuffer out) {
        out.putDouble(improbability);
        row.write(out);
    }

    void read(ByteBuffer in) {
        improbability = in.getDouble();
        row.read(in);
    }
}
