package dev.exodus.bench.rates;

import java.util.stream.DoubleStream;

/** The value in the middle, or the mean of the two that are. */
public final class Median {
    private Median() {}

    /**
     * @throws IllegalArgumentException if there are no values
     */
    public static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values have no median");
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
