package dev.exodus.core.migration;

/**
 * How long a service stays above or below its ordinary week, learned from its past.
 *
 * <p>Let {@code r_h} be the registrations of hour {@code h} over those expected from other weeks.
 * Its autocovariance {@code gamma(l) = 1/N sum (r_h - mean)(r_{h+l} - mean)} (divided by N, so that
 * it is a valid covariance: Box and Jenkins, Time Series Analysis, 2.1.5) says all that is needed:
 * how much of a level measured now is left after l hours, and how far hourly residuals hang
 * together.
 */
final class LevelMemory {
    /** The level is measured over the three hours before an event. */
    static final int LEVEL_HOURS = 3;

    /** Longest window, in hours: 6 h before to 72 h after an outage that lasted up to two days. */
    static final int LONGEST_HOURS = 6 + 48 + 72;

    private final double[] autocovariance;
    private final double[] shrinkage;

    private LevelMemory(double[] autocovariance) {
        this.autocovariance = autocovariance;
        this.shrinkage = shrinkage(autocovariance);
    }

    static LevelMemory of(MinuteSeries history, WeekProfile profile) {
        int hours = (int) ((history.end() - history.from()) / 60);
        double[] ratios = new double[hours];
        double sum = 0;
        int n = 0;
        for (int h = 0; h < hours; h++) {
            long start = history.from() + 60L * h;
            ratios[h] = profile.ratioToOtherWeeks(history, start, start + 60);
            if (!Double.isNaN(ratios[h])) {
                sum += ratios[h];
                n++;
            }
        }
        return new LevelMemory(autocovariance(ratios, n == 0 ? 1 : sum / n, Math.max(n, 1)));
    }

    private static double[] autocovariance(double[] ratios, double mean, int n) {
        double[] gamma = new double[LONGEST_HOURS + LEVEL_HOURS + 1];
        for (int lag = 0; lag < gamma.length; lag++) {
            double sum = 0;
            for (int h = 0; h + lag < ratios.length; h++) {
                double product = (ratios[h] - mean) * (ratios[h + lag] - mean);
                sum += Double.isNaN(product) ? 0 : product;
            }
            gamma[lag] = sum / n;
        }
        return gamma;
    }

    /**
     * The best linear prediction of the ratio h hours on from the mean x of the last three: {@code
     * rho(h) = cov(x, r_h) / var(x)}, kept within [0, 1] and from rising.
     */
    private static double[] shrinkage(double[] gamma) {
        double variance = (3 * gamma[0] + 4 * gamma[1] + 2 * gamma[2]) / 9;
        double[] rho = new double[LONGEST_HOURS];
        double most = 1;
        for (int h = 0; h < rho.length; h++) {
            double covariance = (gamma[h + 1] + gamma[h + 2] + gamma[h + 3]) / 3;
            most = variance > 0 ? Math.max(0, Math.min(most, covariance / variance)) : 0;
            rho[h] = most;
        }
        return rho;
    }

    /** What is left, in [0, 1], of a deviation measured now after so many whole hours. */
    double left(long hours) {
        return hours < shrinkage.length ? shrinkage[(int) Math.max(0, hours)] : 0;
    }

    /** Covariance of the ratios of two hours so many hours apart. */
    double covariance(int hours) {
        return hours < autocovariance.length ? autocovariance[hours] : 0;
    }
}
