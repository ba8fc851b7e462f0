package dev.exodus.core.migration;

import java.util.function.LongToDoubleFunction;

/** Made-up weeks whose ordinary registrations are known. */
final class Weeks {
    private Weeks() {}

    /** Registrations per minute of an ordinary week: a daily wave and a weekly one. */
    static double ordinary(long minute) {
        return 100
                + 40 * Math.cos(2 * Math.PI * minute / 1440)
                + 15 * Math.cos(2 * Math.PI * minute / 10_080);
    }

    /** A level about 1 that repeats with no day or week, of the period given in minutes. */
    static double wander(long minute, double period) {
        return 1
                + 0.1 * Math.sin(2 * Math.PI * minute / period)
                + 0.1 * Math.sin(2 * Math.PI * minute / (period * Math.sqrt(7)) + 1);
    }

    /** So many days from minute 0: the ordinary registrations times a level. */
    static MinuteSeries series(int days, LongToDoubleFunction level) {
        double[] counts = new double[days * 1440];
        for (int t = 0; t < counts.length; t++) {
            counts[t] = ordinary(t) * level.applyAsDouble(t);
        }
        return MinuteSeries.of(0, counts);
    }
}
