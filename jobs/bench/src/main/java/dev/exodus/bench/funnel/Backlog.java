package dev.exodus.bench.funnel;

/**
 * How many codes are under way, and how long they wait by Little's law: L = lambda W (J. D. C.
 * Little, A proof for the queuing formula L = lambda W, 1961), from counts alone. L is the mean
 * number under way and lambda the rate at which they leave, both over the steps since the start.
 *
 * <p>The law is about a span at whose ends nothing is under way; where something still is, the wait
 * is off by what those codes have waited in the span or will wait behind it.
 */
final class Backlog {
    private final double stepSeconds;
    private long underWay;
    private long worst;
    private double area;
    private long left;

    /**
     * @param stepSeconds length of a step, over which counts are added up
     */
    Backlog(double stepSeconds) {
        if (!(stepSeconds > 0)) {
            throw new IllegalArgumentException("a step must be longer than 0 s");
        }
        this.stepSeconds = stepSeconds;
    }

    /**
     * One step on.
     *
     * @param entered codes that began to wait in it
     * @param gone codes that ended to wait in it
     */
    void step(long entered, long gone) {
        long before = underWay;
        underWay += entered - gone;
        worst = Math.max(worst, underWay);
        // Between its ends the number under way is taken as a straight line.
        area += (before + underWay) / 2.0 * stepSeconds;
        left += gone;
    }

    /** Codes under way now. */
    long underWay() {
        return underWay;
    }

    /** The most codes under way at the end of a step. */
    long worst() {
        return worst;
    }

    /** Mean wait in seconds of those that have left, by Little's law; 0 if none has. */
    double waitSeconds() {
        return left == 0 ? 0 : area / left;
    }
}
