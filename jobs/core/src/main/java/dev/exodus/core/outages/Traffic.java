package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/** What was seen and expected since some bucket. */
final class Traffic {
    static final int BYTES = Long.BYTES + 2 * Double.BYTES;

    private long since;
    private double observed;
    private double expected;

    void start(long time) {
        since = time;
        observed = 0;
        expected = 0;
    }

    void add(double x, double mu) {
        observed += x;
        expected += mu;
    }

    void copyFrom(Traffic other) {
        since = other.since;
        observed = other.observed;
        expected = other.expected;
    }

    /** Start of the first bucket, seconds since the epoch. */
    long since() {
        return since;
    }

    double observed() {
        return observed;
    }

    double expected() {
        return expected;
    }

    /** Seen over expected; half an event is added to both, so that nothing over nothing is 1. */
    double ratio() {
        return (observed + .5) / (Math.max(0, expected) + .5);
    }

    void write(ByteBuffer out) {
        out.putLong(since).putDouble(observed).putDouble(expected);
    }

    void read(ByteBuffer in) {
        since = in.getLong();
        observed = in.getDouble();
        expected = in.getDouble();
    }
}
