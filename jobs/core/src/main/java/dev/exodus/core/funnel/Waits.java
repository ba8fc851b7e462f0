package dev.exodus.core.funnel;

import java.util.ArrayList;
import java.util.List;

/**
 * How long codes of several minutes took, from what is told of each: how many were delivered, and
 * median and 95th percentile of their delays.
 *
 * <p>Quantiles do not add up. So the delays of a minute are taken as lognormal with these two,
 * which leaves each minute's share of what took longer than t: {@code 1 - Phi(ln(t / p50) /
 * sigma)}, {@code sigma = ln(p95 / p50) / 1.645}. It is exact where all minutes are alike, and
 * where codes of a minute wait about equally long, as behind an overrun gateway. The result always
 * lies between the least and the greatest 95th percentile of a minute.
 */
public final class Waits {
    private static final double SHARE = .95;

    /** The normal quantile of 95 %. */
    private static final double DEVIATIONS = 1.6448536269514722;

    /** Within a tenth of what the quantiles of a minute are exact to. */
    private static final double PRECISION = 1.001;

    /** Coefficients of t^5 down to t. */
    private static final double[] NORMAL = {
        1.330274429, -1.821255978, 1.781477937, -.356563782, .319381530
    };

    private final List<Minute> minutes = new ArrayList<>();
    private long delivered;

    private record Minute(long delivered, double p50, double p95) {
        double shareWithin(double ms) {
            double sigma = Math.log(p95 / p50) / DEVIATIONS;
            return sigma > 0 ? normal(Math.log(ms / p50) / sigma) : ms >= p50 ? 1 : 0;
        }
    }

    /**
     * Adds a minute.
     *
     * @param delivered codes of it that were delivered
     * @param p50Ms median of their delays, milliseconds; null if there were none
     * @param p95Ms 95th percentile, likewise
     */
    public void add(long delivered, Long p50Ms, Long p95Ms) {
        if (delivered > 0 && p50Ms != null && p95Ms != null) {
            double p50 = Math.max(1, p50Ms);
            minutes.add(new Minute(delivered, p50, Math.max(p50, p95Ms)));
            this.delivered += delivered;
        }
    }

    /** 95th percentile of all delays, milliseconds; null if no code was delivered. */
    public Long p95Ms() {
        if (minutes.isEmpty()) {
            return null;
        }
        double low = minutes.stream().mapToDouble(Minute::p95).min().getAsDouble();
        double high = minutes.stream().mapToDouble(Minute::p95).max().getAsDouble();
        while (high > low * PRECISION) {
            double middle = Math.sqrt(low * high);
            if (within(middle) < SHARE * delivered) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.round(high);
    }

    private double within(double ms) {
        double sum = 0;
        for (Minute minute : minutes) {
            sum += minute.delivered() * minute.shareWithin(ms);
        }
        return sum;
    }

    /**
     * The standard normal distribution function, within 1e-7 (Abramowitz and Stegun, Handbook of
     * Mathematical Functions, 26.2.17).
     */
    private static double normal(double z) {
        double t = 1 / (1 + .2316419 * Math.abs(z));
        double polynomial = 0;
        for (double coefficient : NORMAL) {
            polynomial = (polynomial + coefficient) * t;
        }
        double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return z < 0 ? tail : 1 - tail;
    }
}
