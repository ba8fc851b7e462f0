package dev.exodus.bench.migration;

import dev.exodus.simulator.Stream;

/**
 * When those who move arrive, by minutes since the outage's start.
 *
 * <p>Equally many decide in each of its minutes. Of them {@value #AT_ONCE} arrive after a lognormal
 * delay, the others over the following hours.
 */
final class Response {
    private static final double AT_ONCE = 0.85;
    private static final double SPREAD = 0.5;
    private static final double LATER_MINUTES = 360;

    private final double[] shares;
    private final double medianLag;

    private Response(double[] shares, double medianLag) {
        this.shares = shares;
        this.medianLag = medianLag;
    }

    static Response draw(int duration, int minutes, Stream random) {
        double median = 4 + 16 * random.next();
        double[] delays = new double[minutes];
        double atOnce = 0;
        double later = 0;
        for (int d = 0; d < minutes; d++) {
            delays[d] = lognormal(d, median);
            atOnce += delays[d];
            later += Math.exp(-d / LATER_MINUTES);
        }
        for (int d = 0; d < minutes; d++) {
            delays[d] =
                    AT_ONCE * delays[d] / atOnce
                            + (1 - AT_ONCE) * Math.exp(-d / LATER_MINUTES) / later;
        }
        double[] shares = new double[minutes];
        double sum = 0;
        double running = 0;
        for (int t = 0; t < minutes; t++) {
            running += delays[t] - (t >= duration ? delays[t - duration] : 0);
            shares[t] = running;
            sum += running;
        }
        for (int t = 0; t < minutes; t++) {
            shares[t] = Math.max(0, shares[t] / sum);
        }
        return new Response(shares, median);
    }

    private static double lognormal(int minute, double median) {
        double middle = minute + 0.5;
        double z = Math.log(middle / median) / SPREAD;
        return Math.exp(-z * z / 2) / middle;
    }

    double medianLag() {
        return medianLag;
    }

    /** Expected arrivals per minute, of so many people. */
    double[] scaled(double people) {
        double[] arrivals = new double[shares.length];
        for (int t = 0; t < arrivals.length; t++) {
            arrivals[t] = people * shares[t];
        }
        return arrivals;
    }
}
