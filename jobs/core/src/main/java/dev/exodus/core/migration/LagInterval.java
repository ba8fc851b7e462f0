package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The 95 % interval of a {@link Lag}, by a block bootstrap (blocks: Kuensch 1989; smoothed first,
 * since a plain bootstrap of an argmax is not consistent: Abrevaya and Huang 2005).
 *
 * <p>Let z be as in {@link Lag}, over the outage and {@value Lag#LONGEST_MINUTES} minutes more, and
 * g its moving average over {@value #SMOOTHING} minutes to each side: what came, without noise. A
 * draw is
 *
 * <pre>{@code
 * z*(t) = g(t) + (1 + n(t)) e(t) + s(t) sqrt(g(t)+ / sqrt(mu(t)))
 * }</pre>
 *
 * <p>e is {@code (y - mu) / sqrt(mu)} of a past window as long: forecast as the outage was, from
 * the same clock time or up to {@value #SHIFTED} minutes away from it. So it has the noise of
 * minutes and the level that wanders over hours, which the sum over an outage does not even out.
 * The last term is the Poisson noise of those who came because of the outage, of variance {@code g
 * sqrt(mu)} registrations; s is 1 or -1 by chance, as only sums over the outage count. Every past
 * window is drawn equally often ({@value #DRAWS} each: a balanced bootstrap).
 *
 * <p>How far the draws' lags are from the lag of g is how far the lag may be from the true one: the
 * ends are the lag and the quantiles 0.025 and 0.975 of these distances, and a minute on both
 * sides, for who decides in one minute and arrives l minutes later took between l - 1 and l + 1.
 * Chance comes from a seed that is given, so the same registrations and seed give the same
 * interval.
 *
 * @param lo95Seconds lower end, at least 0
 * @param hi95Seconds upper end
 */
public record LagInterval(long lo95Seconds, long hi95Seconds) {
    /** Half of ten minutes: less than people take to decide, more than the noise of a minute. */
    private static final int SMOOTHING = 5;

    private static final int SHIFTED = 60;
    private static final int SHIFT = 20;
    private static final int A_DAY = 2 * SHIFTED / SHIFT + 1;
    private static final int DRAWS = 2;

    private static final long DAY = 1440;
    private static final long LEVEL_MINUTES = 60L * LevelMemory.LEVEL_HOURS;
    private static final long GRID_SECONDS = 60;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /**
     * What came over the outage and the longest lag behind it, minute by minute.
     *
     * @param came registrations; NaN where not known
     * @param base mu
     * @param newsPart mu n
     */
    record Surge(double[] came, double[] base, double[] newsPart) {

        boolean isKnown(int i) {
            return !Double.isNaN(came[i]) && base[i] > 0;
        }

        /** 0 where it is not known, as if it was expected. */
        double residual(int i) {
            return isKnown(i) ? (came[i] - base[i] - newsPart[i]) / Math.sqrt(base[i]) : 0;
        }

        /** {@code 1 + n}; with news as much more comes of everything, noise too. */
        double raised(int i) {
            return isKnown(i) ? 1 + newsPart[i] / base[i] : 0;
        }
    }

    /**
     * The interval of the lag that {@link Lag#minutes} tells.
     *
     * @param counterfactual of the destination
     * @param observed its registrations, to at least {@value Lag#LONGEST_MINUTES} minutes behind
     *     the outage
     * @param forecast what would have come without the outage
     * @param outage the outage
     * @param seed of the draws
     * @return empty if the past has such windows for fewer than {@value Placebos#FEWEST} days
     */
    public static Optional<LagInterval> of(
            Counterfactual counterfactual,
            MinuteSeries observed,
            Forecast forecast,
            Window outage,
            long seed) {
        Surge surge =
                new Surge(
                        minutes(outage).mapToDouble(i -> observed.at(outage.from() + i)).toArray(),
                        minutes(outage)
                                .mapToDouble(i -> forecast.base(outage.from() + i))
                                .toArray(),
                        minutes(outage)
                                .mapToDouble(i -> forecast.newsPart(outage.from() + i))
                                .toArray());
        return of(counterfactual, surge, forecast.start(), outage, seed);
    }

    /** Indices of the minutes that a surge has. */
    static IntStream minutes(Window outage) {
        return IntStream.range(0, (int) outage.minutes() + Lag.LONGEST_MINUTES);
    }

    /** The same of a surge that is known; the forecast began at a start. */
    static Optional<LagInterval> of(
            Counterfactual counterfactual, Surge surge, long start, Window outage, long seed) {
        List<double[]> errors = errors(counterfactual, start, outage);
        if (errors.size() < Placebos.FEWEST * A_DAY) {
            return Optional.empty();
        }
        double[] smooth = smooth(surge);
        double[] lags = new double[DRAWS * errors.size()];
        double[] drawn = new double[smooth.length];
        Chance chance = new Chance(seed);
        for (int draw = 0; draw < lags.length; draw++) {
            double[] error = errors.get(draw / DRAWS);
            for (int i = 0; i < drawn.length; i++) {
                double arrivals = Math.sqrt(Math.max(smooth[i], 0) / Math.sqrt(surge.base()[i]));
                double noise = surge.raised(i) * error[i] + chance.sign() * arrivals;
                drawn[i] = surge.isKnown(i) ? smooth[i] + noise : 0;
            }
            lags[draw] = lag(drawn, (int) outage.minutes());
        }
        double[] plain = IntStream.range(0, smooth.length).mapToDouble(surge::residual).toArray();
        int duration = (int) outage.minutes();
        double off = lag(plain, duration) - lag(smooth, duration);
        long lo = Math.round(60 * (Placebos.quantile(lags, 0.025) + off)) - GRID_SECONDS;
        long hi = Math.round(60 * (Placebos.quantile(lags, 0.975) + off)) + GRID_SECONDS;
        return Optional.of(new LagInterval(Math.max(0, lo), hi));
    }

    /** {@code (y - mu) / sqrt(mu)} of past windows, each forecast without itself. */
    private static List<double[]> errors(Counterfactual counterfactual, long start, Window outage) {
        MinuteSeries history = counterfactual.history();
        long reach = outage.end() + Lag.LONGEST_MINUTES - start;
        List<double[]> errors = new ArrayList<>();
        for (long same = start - DAY; same + SHIFTED > history.from(); same -= DAY) {
            Counterfactual apart =
                    counterfactual.without(same - SHIFTED - LEVEL_MINUTES, same + SHIFTED + reach);
            for (long past = same - SHIFTED; past <= same + SHIFTED; past += SHIFT) {
                if (Placebos.isAdmissible(history, past, LEVEL_MINUTES, reach)) {
                    Forecast forecast = apart.forecast(history, past, News.NONE);
                    long from = past + outage.from() - start;
                    errors.add(
                            minutes(outage)
                                    .mapToDouble(i -> error(history, forecast, from + i))
                                    .toArray());
                }
            }
        }
        return errors;
    }

    private static double error(MinuteSeries history, Forecast forecast, long minute) {
        double base = forecast.base(minute);
        return history.has(minute) && base > 0 ? (history.at(minute) - base) / Math.sqrt(base) : 0;
    }

    private static double[] smooth(Surge surge) {
        int n = surge.came().length;
        double[] smooth = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int known = 0;
            for (int j = Math.max(0, i - SMOOTHING); j <= Math.min(n - 1, i + SMOOTHING); j++) {
                sum += surge.residual(j);
                known += surge.isKnown(j) ? 1 : 0;
            }
            smooth[i] = known == 0 ? 0 : sum / known;
        }
        return smooth;
    }

    /** The lag with the greatest sum over so many minutes; the first, if several have it. */
    private static int lag(double[] z, int duration) {
        double sum = 0;
        for (int i = 0; i < duration; i++) {
            sum += z[i];
        }
        double most = sum;
        int lag = 0;
        for (int l = 1; l <= z.length - duration; l++) {
            sum += z[duration + l - 1] - z[l - 1];
            if (sum > most) {
                most = sum;
                lag = l;
            }
        }
        return lag;
    }

    /** Signs by SplitMix64 (Steele, Lea and Flood 2014), the same on every machine. */
    private static final class Chance {
        private long state;
        private long bits;
        private int left;

        Chance(long seed) {
            state = seed;
        }

        int sign() {
            if (left == 0) {
                state += GOLDEN_GAMMA;
                bits = mix(state);
                left = Long.SIZE;
            }
            int sign = (bits & 1) == 0 ? 1 : -1;
            bits >>>= 1;
            left--;
            return sign;
        }

        private static long mix(long z) {
            long x = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
            return x ^ x >>> 31;
        }
    }
}
