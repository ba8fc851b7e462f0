package dev.exodus.core.funnel;

/**
 * The Beta distribution: what is known of a share after so many successes and failures.
 *
 * <p>The regularised incomplete beta function is the continued fraction of DLMF 8.17.22, evaluated
 * by the modified Lentz method; the logarithm of the gamma function is Stirling's series, DLMF
 * 5.11.1, after shifting the argument to 10 or more.
 *
 * @param a greater than 0: successes, and what was believed before
 * @param b greater than 0: failures, and what was believed before
 */
public record Beta(double a, double b) {
    private static final int MOST_TERMS = 10_000;
    private static final double TINY = 1e-300;
    private static final double EPSILON = 1e-14;

    public Beta {
        if (!(a > 0 && b > 0)) {
            throw new IllegalArgumentException("Beta needs a, b > 0, was " + a + ", " + b);
        }
    }

    double mean() {
        return a / (a + b);
    }

    /** The probability of at most {@code x}. */
    double cumulative(double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front =
                Math.exp(
                        logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b)
                                + a * Math.log(x)
                                + b * Math.log1p(-x));
        // The fraction converges fast below the mean; above it the mirrored one does.
        return x < (a + 1) / (a + b + 2)
                ? front * fraction(x, a, b) / a
                : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** The value that is not exceeded with probability {@code p}, by bisection. */
    double quantile(double p) {
        double low = 0;
        double high = 1;
        while (high - low > EPSILON * Math.max(high, EPSILON)) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (cumulative(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = inverse(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = inverse(1 + even * d);
            c = notZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = inverse(1 + odd * d);
            c = notZero(1 + odd / c);
            h *= d * c;
            if (Math.abs(d * c - 1) < EPSILON) {
                return h;
            }
        }
        throw new ArithmeticException("no convergence at x=" + x + " a=" + a + " b=" + b);
    }

    private static double inverse(double value) {
        return 1 / notZero(value);
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** ln of the gamma function, x greater than 0. */
    public static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 10) {
            shift -= Math.log(z);
            z++;
        }
        double r = 1 / (z * z);
        double series = (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r / 1680))) / z;
        return shift + (z - .5) * Math.log(z) - z + .5 * Math.log(2 * Math.PI) + series;
    }
}
