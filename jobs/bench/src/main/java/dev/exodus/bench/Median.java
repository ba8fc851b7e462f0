package dev.exodus.bench;

/** The value in the middle, or the mean of the two that are. */
public final class Median {
    private Median() {}

    /**
     * @param ascending at least one value, in order
     */
    public static double of(double[] ascending) {
        int n = ascending.length;
        return n % 2 == 1 ? ascending[n / 2] : (ascending[n / 2 - 1] + ascending[n / 2]) / 2;
    }
}
