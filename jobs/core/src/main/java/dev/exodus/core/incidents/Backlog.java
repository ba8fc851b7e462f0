package dev.exodus.core.incidents;

import java.nio.ByteBuffer;

/**
 * How many wait in a queue, from how many came and left.
 *
 * <p>Their number is the sum of the differences, and forgotten with a half-life of {@value
 * #HALF_LIFE_S} seconds, because the end of a few is never seen. Those that left within the last
 * {@value #IN_FLIGHT_S} seconds, at the present pace, were on their way and did not wait: by
 * Little's law (1961) a mean wait of W seconds means that W times as many are in the queue as leave
 * it in a second. How many are on their way is a Poisson number, so that {@value #SPREAD} standard
 * deviations more of them are no queue: where a few leave in a minute, the one of which nothing was
 * heard would be one for hours.
 */
final class Backlog {
    static final int BYTES = Double.BYTES;

    private static final double HALF_LIFE_S = 43_200;
    private static final double IN_FLIGHT_S = 30;
    private static final double SPREAD = 3;

    /** More than so many buckets of traffic are not told apart, so that the end is seen soon. */
    private static final double MOST = 4;

    private double inside;

    /**
     * Takes a bucket.
     *
     * @param came how many joined the queue
     * @param left how many left it
     * @param step seconds of the bucket
     * @return how many wait at its end, beyond those on their way; at most {@value #MOST} times as
     *     many as came or left
     */
    double step(double came, double left, int step) {
        inside = Math.max(0, inside * Math.pow(.5, step / HALF_LIFE_S) + came - left);
        double onTheirWay = left * IN_FLIGHT_S / step;
        double spread = SPREAD * Math.sqrt(Math.max(1, onTheirWay));
        double waiting = Math.max(0, inside - onTheirWay - spread);
        return Math.min(waiting, MOST * Math.max(came, left));
    }

    void write(ByteBuffer out) {
        out.putDouble(inside);
    }

    static Backlog read(ByteBuffer in) {
        Backlog backlog = new Backlog();
        backlog.inside = in.getDouble();
        return backlog;
    }
}
