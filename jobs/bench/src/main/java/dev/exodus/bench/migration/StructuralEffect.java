package dev.exodus.bench.migration;

import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.core.migration.Window;

/**
 * The excess as CausalImpact's model has it, to compare with: hours counted back from the outage's
 * start, {@code log(count + 1/2)} a {@link LocalLevel} with a class for each hour of the day, on
 * working days and at weekends; forecast over the window, whose last hour may be short.
 *
 * <p>The sum of the window is one of lognormals: with mean m and covariance v of the logarithms its
 * mean is {@code M = sum w exp(m + v/2)} and its variance {@code sum of M_i M_j (exp(v_ij) - 1)};
 * it is taken as lognormal with these (Fenton 1960). The interval is what came less its quantiles
 * 0.025 and 0.975.
 *
 * @param lo95 lower end
 * @param hi95 upper end
 */
record StructuralEffect(double lo95, double hi95) {
    private static final double NORMAL_975 = 1.959964;
    private static final int HOUR = 60;
    private static final int HOURS = 24;

    static StructuralEffect of(MinuteSeries observed, Window window) {
        int hours = (int) ((window.from() - observed.from()) / HOUR);
        long first = window.from() - (long) HOUR * hours;
        double[] y = new double[hours];
        double[][] season = new double[hours][];
        for (int h = 0; h < hours; h++) {
            long from = first + (long) HOUR * h;
            y[h] = Math.log(observed.sum(from, from + HOUR) + 0.5);
            season[h] = season(from);
        }
        int ahead = (int) ((window.minutes() + HOUR - 1) / HOUR);
        double[][] later = new double[ahead][];
        double[] parts = new double[ahead];
        for (int h = 0; h < ahead; h++) {
            long from = window.from() + (long) HOUR * h;
            later[h] = season(from);
            parts[h] = Math.min(HOUR, window.end() - from) / (double) HOUR;
        }
        LocalLevel.Ahead logs = LocalLevel.fit(y, season).ahead(later);
        return of(observed.sum(window.from(), window.end()), logs, parts);
    }

    /** Day 0 of a run is a Monday. */
    private static double[] season(long from) {
        long middle = from + HOUR / 2;
        boolean weekend = Math.floorMod(Math.floorDiv(middle, HOURS * HOUR), 7) >= 5;
        double[] classes = new double[2 * HOURS];
        classes[(weekend ? HOURS : 0) + (int) Math.floorMod(middle / HOUR, (long) HOURS)] = 1;
        return classes;
    }

    private static StructuralEffect of(double came, LocalLevel.Ahead logs, double[] parts) {
        double[] means = new double[parts.length];
        double mean = 0;
        for (int h = 0; h < parts.length; h++) {
            means[h] = parts[h] * Math.exp(logs.mean()[h] + logs.covariance()[h][h] / 2);
            mean += means[h];
        }
        double variance = 0;
        for (int g = 0; g < parts.length; g++) {
            for (int h = 0; h < parts.length; h++) {
                variance += means[g] * means[h] * Math.expm1(logs.covariance()[g][h]);
            }
        }
        double logVariance = Math.log1p(variance / (mean * mean));
        double middle = Math.log(mean) - logVariance / 2;
        double half = NORMAL_975 * Math.sqrt(logVariance);
        return new StructuralEffect(came - Math.exp(middle + half), came - Math.exp(middle - half));
    }

    /** Whether an excess lies in it. */
    boolean contains(double excess) {
        return lo95 <= excess && excess <= hi95;
    }
}
