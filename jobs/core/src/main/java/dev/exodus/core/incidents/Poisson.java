package dev.exodus.core.incidents;

/** The Poisson distribution. */
final class Poisson {
    private Poisson() {}

    /**
     * P(N >= k) of a Poisson variable, summed upward so that small probabilities keep their digits.
     *
     * @param mean positive
     * @param k not negative
     */
    static double atLeast(int k, double mean) {
        if (k == 0) {
            return 1;
        }
        double logTerm = -mean;
        for (int i = 1; i <= k; i++) {
            logTerm += Math.log(mean / i);
        }
        double term = Math.exp(logTerm);
        double sum = 0;
        for (int i = k; term > sum * 1e-17 || i <= mean; ) {
            sum += term;
            term *= mean / ++i;
        }
        return Math.min(1, sum);
    }
}
