package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * Buckets in a row that lie clearly on one side of the forecast, with holes of at most two, and the
 * traffic that was lost or added in them.
 */
final class Run {
    static final int BYTES = Double.BYTES + Float.BYTES + Integer.BYTES + Traffic.BYTES;

    private static final double CLEAR = 2;
    private static final int HOLES = 2;

    /**
     * With a bucket so many times as surprising, in decades of probability, as all before, the run
     * begins anew: those were chance, if what was seen in them was nearly what was expected.
     */
    private static final double ANEW = 4;

    private static final double NEAR_NORMAL = .75;

    private final Traffic traffic = new Traffic();
    private double deficit;
    private float surprise;
    private int holes = HOLES + 1;

    /**
     * Takes a bucket.
     *
     * @param z residual towards this side, in standard deviations
     * @param x events seen
     * @param mu events expected
     * @param lost minutes of normal traffic lost or added in the bucket
     * @param p -log10 of the probability of the residual
     */
    void step(long time, double z, double x, double mu, double lost, double p) {
        if (z >= CLEAR) {
            boolean anew = p >= ANEW * surprise && isNearNormal();
            if (holes > HOLES || anew) {
                traffic.start(time);
                deficit = 0;
                surprise = 0;
            }
            holes = 0;
            deficit += lost;
            surprise = (float) Math.max(surprise, p);
        } else if (holes <= HOLES) {
            holes++;
        }
        if (holes <= HOLES) {
            traffic.add(x, mu);
        }
    }

    /** What a few events happen to miss is chance; what misses half of them is not. */
    private boolean isNearNormal() {
        double ratio = traffic.ratio();
        return ratio > NEAR_NORMAL && ratio < 1 / NEAR_NORMAL;
    }

    /** Whether the newest bucket is part of a run. */
    boolean running() {
        return holes == 0;
    }

    /** Minutes of normal traffic lost or added. */
    double deficit() {
        return deficit;
    }

    /** -log10 of the probability of its least probable bucket. */
    double surprise() {
        return surprise;
    }

    Traffic traffic() {
        return traffic;
    }

    void stop() {
        holes = HOLES + 1;
    }

    void write(ByteBuffer out) {
        out.putDouble(deficit).putFloat(surprise).putInt(holes);
        traffic.write(out);
    }

    void read(ByteBuffer in) {
        deficit = in.getDouble();
        surprise = in.getFloat();
        holes = in.getInt();
        traffic.read(in);
    }
}
