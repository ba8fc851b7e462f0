package dev.exodus.core.migration;

/**
 * Makes residuals of hours uncorrelated and of unit variance: {@code z = C^-1 x} with {@code C C' =
 * Gamma}, the Cholesky factor of their covariance (Golub and Van Loan, Matrix Computations, 4.2).
 */
final class Whitening {
    /** Share of the variance added to the diagonal: hours have noise of their own. */
    private static final double NUGGET = 0.01;

    private final double[][] factor;

    private Whitening(double[][] factor) {
        this.factor = factor;
    }

    /** For these hours, rising. Covariances fade to 0 at the longest lag that is known. */
    static Whitening of(LevelMemory memory, int[] hours) {
        double[][] gamma = new double[hours.length][hours.length];
        for (int i = 0; i < hours.length; i++) {
            for (int j = 0; j <= i; j++) {
                int apart = hours[i] - hours[j];
                double taper = 1 - apart / (double) LevelMemory.LONGEST_HOURS;
                gamma[i][j] = memory.covariance(apart) * Math.max(0, taper);
            }
            gamma[i][i] = memory.covariance(0) * (1 + NUGGET) + Double.MIN_NORMAL;
        }
        return new Whitening(cholesky(gamma));
    }

    private static double[][] cholesky(double[][] a) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= c[i][k] * c[j][k];
                }
                // With hours missing in the history, an estimate may lack a little to be one.
                c[i][j] = i == j ? Math.sqrt(Math.max(sum, NUGGET * a[i][i])) : sum / c[j][j];
            }
        }
        return c;
    }

    double[] apply(double[] x) {
        double[] z = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * z[k];
            }
            z[i] = sum / factor[i][i];
        }
        return z;
    }
}
