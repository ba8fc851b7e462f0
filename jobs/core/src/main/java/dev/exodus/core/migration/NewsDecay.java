package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Fits news to what came between it and the outage, and keeps it only if it shows.
 *
 * <p>Hourly ratios {@code x = y / p - 1} are {@code A e(t) + (1 + n) r} with {@code e(t) = exp(-(t
 * - at) / tau)} and residuals r that hang together as those of the history do (covariance G). For
 * each tau of a grid, A is generalized least squares (Aitken 1936): {@code A = e'G^-1 x / e'G^-1 e}
 * with variance {@code v = 1 / e'G^-1 e}. The hours before the news tell at what level it came; the
 * hour in which it spreads is not read. The best tau has the greatest likelihood with A integrated
 * out, {@code exp(A^2 / 2v) sqrt(v)}, times a weak prior: log-normal about a day within a factor e,
 * because a few hours of data cannot tell a decay from none. It is kept only if {@code A > 0} and
 * {@code A^2 / v} exceeds the 95 % quantile of chi-squared with two degrees of freedom. Nothing
 * from the outage's start on is read.
 *
 * @param news the fit, or {@link News#NONE}
 * @param plausible news that may have been it too, each as likely as the others: tau at even
 *     quantiles of its likelihood times the prior, with its A; empty without news
 */
public record NewsDecay(News news, List<News> plausible) {
    /** Nothing shows. */
    public static final NewsDecay NONE = new NewsDecay(News.NONE, List.of());

    /** Hours before the news that are read too. */
    static final int LEAD_IN_HOURS = 12;

    private static final double CHI_SQUARED_2_95 = 5.99;
    private static final int MOST_HOURS = 120;
    private static final int REWEIGHTINGS = 3;
    private static final double SHORTEST_TAU_HOURS = 2;
    private static final double LONGEST_TAU_HOURS = 240;
    private static final int TAUS = 30;
    private static final int PLAUSIBLE = 32;
    private static final double USUAL_TAU_HOURS = 24;
    private static final double PRIOR_DEVIATION = 1;

    public NewsDecay {
        plausible = List.copyOf(plausible);
    }

    /**
     * An hour that is there.
     *
     * @param since whole hours since the news; negative before it
     * @param x what came over what comes ordinarily, less 1
     */
    private record Hour(int since, double x) {

        /** e(t) in its middle. */
        double left(double tauHours) {
            return since < 0 ? 0 : Math.exp(-(since + 0.5) / tauHours);
        }
    }

    /** A and its variance for one tau. */
    private record Trial(double tauHours, double amplitude, double variance) {
        double gain() {
            return amplitude > 0 ? amplitude * amplitude / variance : 0;
        }

        /** Logarithm of the likelihood with A integrated out, times the prior of tau. */
        double score() {
            double fromUsual = Math.log(tauHours / USUAL_TAU_HOURS) / PRIOR_DEVIATION;
            return (gain() + Math.log(variance) - fromUsual * fromUsual) / 2;
        }

        double weight(double mostScore) {
            return Math.exp(score() - mostScore);
        }

        News news(long at) {
            return new News(at, Math.max(0, amplitude), 60 * tauHours);
        }
    }

    /**
     * Fits.
     *
     * @param counterfactual learned from what came before the news
     * @param observed registrations of the destination
     * @param newsAt minute of the news
     * @param outageStart minute of the outage's start
     */
    public static NewsDecay fit(
            Counterfactual counterfactual, MinuteSeries observed, long newsAt, long outageStart) {
        List<Hour> hours = hours(counterfactual, observed, newsAt, outageStart);
        if (hours.isEmpty() || hours.get(hours.size() - 1).since() < 1) {
            return NONE;
        }
        int[] times = hours.stream().mapToInt(Hour::since).toArray();
        Whitening whitening = Whitening.of(counterfactual.memory(), times);
        News best = News.NONE;
        List<Trial> trials = List.of();
        for (int round = 0; round < REWEIGHTINGS; round++) {
            trials = trials(whitening, hours, best);
            best = best(trials, newsAt);
        }
        return best.amplitude() > 0 ? new NewsDecay(best, plausible(trials, newsAt)) : NONE;
    }

    private static List<Hour> hours(
            Counterfactual counterfactual, MinuteSeries observed, long newsAt, long outageStart) {
        int after = (int) Math.max(0, (outageStart - newsAt) / 60);
        List<Hour> hours = new ArrayList<>();
        for (int h = Math.max(-LEAD_IN_HOURS, after - MOST_HOURS); h < after; h++) {
            double actual = 0;
            double expected = 0;
            for (long minute = newsAt + 60L * h; minute < newsAt + 60L * (h + 1); minute++) {
                if (observed.has(minute)) {
                    actual += observed.at(minute);
                    expected += counterfactual.ordinary(minute);
                }
            }
            if (h != 0 && expected > 0) {
                hours.add(new Hour(h, actual / expected - 1));
            }
        }
        return hours;
    }

    private static List<Trial> trials(Whitening whitening, List<Hour> hours, News current) {
        double[] scale =
                hours.stream()
                        .mapToDouble(hour -> 1 + current.at(current.at() + 60L * hour.since() + 30))
                        .toArray();
        double[] z = whitening.apply(over(hours.stream().mapToDouble(Hour::x).toArray(), scale));
        List<Trial> trials = new ArrayList<>();
        for (int j = 0; j < TAUS; j++) {
            double ratio = LONGEST_TAU_HOURS / SHORTEST_TAU_HOURS;
            double tau = SHORTEST_TAU_HOURS * Math.pow(ratio, j / (TAUS - 1.0));
            double[] e = hours.stream().mapToDouble(hour -> hour.left(tau)).toArray();
            double[] w = whitening.apply(over(e, scale));
            double information = dot(w, w);
            if (information > 0) {
                trials.add(new Trial(tau, dot(w, z) / information, 1 / information));
            }
        }
        return trials;
    }

    private static News best(List<Trial> trials, long newsAt) {
        News best = News.NONE;
        double score = Double.NEGATIVE_INFINITY;
        for (Trial trial : trials) {
            if (trial.score() > score && trial.gain() > CHI_SQUARED_2_95) {
                score = trial.score();
                best = trial.news(newsAt);
            }
        }
        return best;
    }

    private static List<News> plausible(List<Trial> trials, long newsAt) {
        double most = trials.stream().mapToDouble(Trial::score).max().orElse(0);
        double all = trials.stream().mapToDouble(trial -> trial.weight(most)).sum();
        List<News> plausible = new ArrayList<>();
        double below = 0;
        for (Trial trial : trials) {
            below += trial.weight(most);
            while ((plausible.size() + 0.5) / PLAUSIBLE * all < below
                    && plausible.size() < PLAUSIBLE) {
                plausible.add(trial.news(newsAt));
            }
        }
        return plausible;
    }

    private static double[] over(double[] x, double[] scale) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] / scale[i];
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
