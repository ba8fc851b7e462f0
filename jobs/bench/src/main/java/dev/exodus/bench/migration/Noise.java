package dev.exodus.bench.migration;

import dev.exodus.simulator.Stream;

/**
 * The factor that real counts have on top of a shape: a level that wanders over hours, one that
 * wanders over days, and jitter of each minute. Its mean is 1 and its logarithm normal, so counts
 * are overdispersed and autocorrelated: so much that nominal 95 % intervals hold the truth in about
 * 7 % of runs if they are Poisson and in about 20 % if they are quasi-Poisson.
 */
final class Noise {
    private static final double SLOW_MINUTES = 36 * 60;

    private final double fastMinutes;
    private final double fastDeviation;
    private final double slowDeviation;
    private final double jitter;

    /** Standard deviation of a step of a minute of a level that walks and never comes back. */
    private final double walk;

    private Noise(
            double fastMinutes,
            double fastDeviation,
            double slowDeviation,
            double jitter,
            double walk) {
        this.fastMinutes = fastMinutes;
        this.fastDeviation = fastDeviation;
        this.slowDeviation = slowDeviation;
        this.jitter = jitter;
        this.walk = walk;
    }

    static Noise draw(Stream random) {
        return new Noise(
                60 * (2 + 6 * random.next()),
                0.05 + 0.07 * random.next(),
                0.02 + 0.02 * random.next(),
                0.15 + 0.2 * random.next(),
                0);
    }

    /**
     * The noise of a structural time series: the jitter of minutes and a level that walks by 0.003
     * to 0.006 an hour. (CausalImpact expects 0.01 standard deviations of the data in a step;
     * hourly logarithms of such shapes have one of about 0.4.)
     */
    static Noise drawWalk(Stream random) {
        return new Noise(
                1,
                0,
                0,
                0.15 + 0.2 * random.next(),
                (0.003 + 0.003 * random.next()) / Math.sqrt(60));
    }

    /** One factor per minute: first-order autoregressions, a walk, white noise, in logarithms. */
    double[] factors(int minutes, Stream random) {
        double fastKeep = Math.exp(-1 / fastMinutes);
        double slowKeep = Math.exp(-1 / SLOW_MINUTES);
        double fast = fastDeviation * random.gaussian();
        double slow = slowDeviation * random.gaussian();
        double fastStep = fastDeviation * Math.sqrt(1 - fastKeep * fastKeep);
        double slowStep = slowDeviation * Math.sqrt(1 - slowKeep * slowKeep);
        double variance = square(fastDeviation) + square(slowDeviation) + square(jitter);
        double walked = 0;
        double[] factors = new double[minutes];
        for (int t = 0; t < minutes; t++) {
            walked += walk == 0 ? 0 : walk * random.gaussian();
            factors[t] = Math.exp(walked + fast + slow + jitter * random.gaussian() - variance / 2);
            fast = fastKeep * fast + fastStep * random.gaussian();
            slow = slowKeep * slow + slowStep * random.gaussian();
        }
        return factors;
    }

    /** The product, minute by minute, brought back to mean 1 as both are independent. */
    static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int t = 0; t < product.length; t++) {
            product[t] = a[t] * b[t];
        }
        return product;
    }

    private static double square(double x) {
        return x * x;
    }
}
