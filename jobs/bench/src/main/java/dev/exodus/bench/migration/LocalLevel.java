package dev.exodus.bench.migration;

/**
 * The model of CausalImpact without a choice of covariates: a level that walks at random, a linear
 * part and noise,
 *
 * <pre>{@code
 * y(t) = level(t) + x(t)' b + eps(t),    eps ~ N(0, s2)
 * level(t + 1) = level(t) + eta(t),      eta ~ N(0, q s2)
 * }</pre>
 *
 * <p>(Brodersen et al. 2015, Inferring causal impact using Bayesian structural time-series models,
 * Annals of Applied Statistics 9(1).) The first level is 0, so x needs a constant, or classes that
 * add up to one. b has no prior: y and each column of x go through the same Kalman filter ({@code F
 * = P + 1}, {@code K = P / F}, {@code P' = P (1 - K) + q}), and b is least squares of the one
 * innovation, divided by sqrt(F), on the others. {@code s2 = RSS / (n - k)}, and q maximises the
 * likelihood of what is free of b: {@code -2 log = (n - k) log s2 + sum log F + log |W'W|} (Durbin
 * and Koopman 2012, Time Series Analysis by State Space Methods, 2.10 and 7.2). Where CausalImpact
 * draws variances from their posterior, these are taken as known.
 */
final class LocalLevel {
    /** Of log q: from a level that stays to one that is nothing but its last value. */
    private static final double LEAST = -20;

    private static final double MOST = 6;
    private static final int STEPS = 14;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final Filtered filtered;

    private LocalLevel(Filtered filtered) {
        this.filtered = filtered;
    }

    /**
     * Fits a series.
     *
     * @param y values
     * @param x for each of them as many regressors, no column a combination of others
     */
    static LocalLevel fit(double[] y, double[][] x) {
        double low = LEAST;
        double high = MOST;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        Filtered atLeft = new Filtered(y, x, Math.exp(left));
        Filtered atRight = new Filtered(y, x, Math.exp(right));
        for (int step = 0; step < STEPS; step++) {
            if (atLeft.deviance() < atRight.deviance()) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = new Filtered(y, x, Math.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = new Filtered(y, x, Math.exp(right));
            }
        }
        return new LocalLevel(atLeft.deviance() < atRight.deviance() ? atLeft : atRight);
    }

    /** With a known q. */
    static LocalLevel fit(double[] y, double[][] x, double q) {
        return new LocalLevel(new Filtered(y, x, q));
    }

    /** s2. */
    double noiseVariance() {
        return filtered.variance;
    }

    /** q s2. */
    double levelVariance() {
        return filtered.q * filtered.variance;
    }

    /** K after the last value. */
    double gain() {
        return filtered.gain;
    }

    /**
     * What follows the series, jointly normal.
     *
     * @param mean of each value
     * @param covariance of their errors: level, regression and noise
     */
    record Ahead(double[] mean, double[][] covariance) {

        /** Mean of the sum. */
        double sum() {
            double sum = 0;
            for (double one : mean) {
                sum += one;
            }
            return sum;
        }

        /** Variance of the sum. */
        double sumVariance() {
            double sum = 0;
            for (double[] row : covariance) {
                for (double one : row) {
                    sum += one;
                }
            }
            return sum;
        }
    }

    /** Forecasts the values that have these regressors. */
    Ahead ahead(double[][] x) {
        int k = filtered.k;
        double[] mean = new double[x.length];
        double[][] spread = new double[x.length][];
        for (int h = 0; h < x.length; h++) {
            double[] apart = new double[k];
            mean[h] = filtered.state[k];
            for (int c = 0; c < k; c++) {
                apart[c] = x[h][c] - filtered.state[c];
                mean[h] += apart[c] * filtered.b[c];
            }
            // (x - a)' (W'W)^-1 (x - a) is the square of C^-1 (x - a), with C C' = W'W.
            spread[h] = filtered.solveLower(apart);
        }
        double[][] covariance = new double[x.length][x.length];
        for (int g = 0; g < x.length; g++) {
            for (int h = 0; h < x.length; h++) {
                double sum = filtered.p + filtered.q * Math.min(g, h) + (g == h ? 1 : 0);
                for (int c = 0; c < k; c++) {
                    sum += spread[g][c] * spread[h][c];
                }
                covariance[g][h] = filtered.variance * sum;
            }
        }
        return new Ahead(mean, covariance);
    }

    /** A series filtered with one q. */
    private static final class Filtered {
        private final double q;
        private final int n;

        /** Number of regressors; y is column k. */
        private final int k;

        /** The predicted level of each column, behind the last value. */
        private final double[] state;

        private final double p;
        private final double gain;
        private final double logF;

        /** Cholesky factor of the columns' products; its last row belongs to y. */
        private final double[][] factor;

        private final double[] b;
        private final double variance;

        Filtered(double[] y, double[][] x, double q) {
            this.q = q;
            n = y.length;
            k = x[0].length;
            state = new double[k + 1];
            double[][] products = new double[k + 1][k + 1];
            double[] innovation = new double[k + 1];
            double nextP = 0;
            double lastGain = 0;
            double sumLogF = 0;
            for (int t = 0; t < n; t++) {
                double f = nextP + 1;
                lastGain = nextP / f;
                sumLogF += Math.log(f);
                double weight = 1 / Math.sqrt(f);
                for (int c = 0; c <= k; c++) {
                    double v = (c < k ? x[t][c] : y[t]) - state[c];
                    state[c] += lastGain * v;
                    innovation[c] = v * weight;
                }
                for (int c = 0; c <= k; c++) {
                    double one = innovation[c];
                    double[] row = products[c];
                    for (int d = 0; d <= c; d++) {
                        row[d] += one * innovation[d];
                    }
                }
                nextP = nextP * (1 - lastGain) + q;
            }
            p = nextP;
            gain = lastGain;
            logF = sumLogF;
            factor = cholesky(products);
            variance = factor[k][k] * factor[k][k] / (n - k);
            b = solveUpper(factor[k]);
        }

        private static double[][] cholesky(double[][] a) {
            double[][] c = new double[a.length][a.length];
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = a[i][j];
                    for (int m = 0; m < j; m++) {
                        sum -= c[i][m] * c[j][m];
                    }
                    c[i][j] = i == j ? Math.sqrt(sum) : sum / c[j][j];
                }
            }
            return c;
        }

        /** z with {@code C z = right}, of the regressors. */
        double[] solveLower(double[] right) {
            double[] z = new double[k];
            for (int i = 0; i < k; i++) {
                double sum = right[i];
                for (int m = 0; m < i; m++) {
                    sum -= factor[i][m] * z[m];
                }
                z[i] = sum / factor[i][i];
            }
            return z;
        }

        /** z with {@code C' z = right}, of the regressors. */
        private double[] solveUpper(double[] right) {
            double[] z = new double[k];
            for (int i = k - 1; i >= 0; i--) {
                double sum = right[i];
                for (int m = i + 1; m < k; m++) {
                    sum -= factor[m][i] * z[m];
                }
                z[i] = sum / factor[i][i];
            }
            return z;
        }

        /** -2 log of the likelihood, but for a constant. */
        double deviance() {
            double logProducts = 0;
            for (int c = 0; c < k; c++) {
                logProducts += 2 * Math.log(factor[c][c]);
            }
            return (n - k) * Math.log(variance) + logF + logProducts;
        }
    }
}
