package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same estimate at past starts where there was no outage: how far it is off then is how far it
 * may be off now (placebo tests in time: Abadie, Diamond and Hainmueller 2015; as prediction
 * intervals: Chernozhukov, Wuethrich and Zhu 2021).
 *
 * <p>A past start is admissible if it has the same clock time, lies whole days before, and the
 * history has at least {@value #FEWEST_PRESENT} of the minutes of its window and of the three hours
 * before. Its own window is left out of the week that it is compared with: an event of today is not
 * in its own week either.
 *
 * <p>With news, the estimate has a part more: the fit. So news is planted before each past start,
 * as long before as it was this time, fitted there and predicted through; each start takes another
 * of those that are plausible. What this adds to the mean squared error is the uncertainty of the
 * news.
 */
public final class Placebos {
    /** With fewer, no interval is given: the most extreme of n + 1 has a share of 1 / (n + 1). */
    public static final int FEWEST = 26;

    /** With fewer past starts that the news can be planted before, no interval is given. */
    public static final int FEWEST_PLANTED = 13;

    /** Prime to the number of plausible news, so that neighbouring days get different ones. */
    private static final int STRIDE = 13;

    private static final double FEWEST_PRESENT = 0.95;
    private static final double NORMAL_975 = 1.959964;
    private static final long DAY = 1440;
    private static final long LEVEL_MINUTES = 60L * LevelMemory.LEVEL_HOURS;

    /** Sums of what came and of what was predicted, by minutes since the start. */
    private record Sums(double[] actual, double[] predicted) {

        /**
         * {@code log(actual / predicted)}. Half a registration is added to both, so that a window
         * without any has a logarithm.
         */
        double error(int from, int end) {
            double came = actual[end] - actual[from];
            double expected = predicted[end] - predicted[from];
            return Math.log((came + 0.5) / (expected + 0.5));
        }
    }

    private final long start;
    private final boolean hasNews;
    private final List<Sums> plain;
    private final List<Sums> paired;
    private final List<Sums> planted;

    private Placebos(
            long start, boolean hasNews, List<Sums> plain, List<Sums> paired, List<Sums> planted) {
        this.start = start;
        this.hasNews = hasNews;
        this.plain = plain;
        this.paired = paired;
        this.planted = planted;
    }

    /**
     * Runs the estimate at every admissible past start.
     *
     * @param counterfactual of the destination
     * @param start first minute of the forecast
     * @param minutes how far the longest window reaches from there
     * @param decay the news that the forecast has in it
     */
    public static Placebos of(
            Counterfactual counterfactual, long start, long minutes, NewsDecay decay) {
        boolean hasNews = decay.news().amplitude() > 0;
        long lead = hasNews ? start - decay.news().at() + 60L * NewsDecay.LEAD_IN_HOURS : 0;
        List<Sums> plain = new ArrayList<>();
        List<Sums> paired = new ArrayList<>();
        List<Sums> planted = new ArrayList<>();
        MinuteSeries history = counterfactual.history();
        for (long past = start - DAY; past - LEVEL_MINUTES >= history.from(); past -= DAY) {
            if (isAdmissible(history, past, LEVEL_MINUTES, minutes)) {
                Sums sums = plain(counterfactual, past, minutes);
                plain.add(sums);
                if (hasNews && isAdmissible(history, past, lead, minutes)) {
                    paired.add(sums);
                    int turn = STRIDE * planted.size() % decay.plausible().size();
                    News then = decay.plausible().get(turn).shifted(past - start);
                    planted.add(planted(counterfactual, past, lead, minutes, then));
                }
            }
        }
        return new Placebos(start, hasNews, plain, paired, planted);
    }

    /** Whether a past start has enough of so many minutes before and behind it. */
    static boolean isAdmissible(MinuteSeries history, long past, long lead, long minutes) {
        long from = past - Math.max(lead, LEVEL_MINUTES);
        return from >= history.from()
                && past + minutes <= history.end()
                && isThere(history, from, past)
                && isThere(history, past - LEVEL_MINUTES, past)
                && isThere(history, past, past + minutes);
    }

    private static boolean isThere(MinuteSeries history, long from, long end) {
        return history.present(from, end) >= FEWEST_PRESENT * (end - from);
    }

    private static Sums plain(Counterfactual counterfactual, long past, long minutes) {
        Counterfactual apart = counterfactual.without(past - LEVEL_MINUTES, past + minutes);
        MinuteSeries history = counterfactual.history();
        return sums(history, apart.forecast(history, past, News.NONE), past, minutes);
    }

    private static Sums planted(
            Counterfactual counterfactual, long past, long lead, long minutes, News then) {
        Counterfactual apart = counterfactual.without(past - lead, past + minutes);
        MinuteSeries raised = counterfactual.history().raisedBy(then);
        News fitted = NewsDecay.fit(apart, raised, then.at(), past).news();
        return sums(raised, apart.forecast(raised, past, fitted), past, minutes);
    }

    private static Sums sums(MinuteSeries came, Forecast forecast, long past, long minutes) {
        double[] actual = new double[(int) minutes + 1];
        double[] predicted = new double[(int) minutes + 1];
        for (int i = 0; i < minutes; i++) {
            double expected = forecast.at(past + i);
            boolean counts = came.has(past + i) && !Double.isNaN(expected);
            actual[i + 1] = actual[i] + (counts ? came.at(past + i) : 0);
            predicted[i + 1] = predicted[i] + (counts ? expected : 0);
        }
        return new Sums(actual, predicted);
    }

    /** Number of admissible past starts. */
    public int count() {
        return plain.size();
    }

    /** Whether they are enough for an interval. */
    public boolean areEnough() {
        return plain.size() >= FEWEST && (!hasNews || planted.size() >= FEWEST_PLANTED);
    }

    /**
     * Half the width of the 95 % interval of {@code log(actual / predicted)} over a window: {@code
     * sqrt(q^2 + (1.96 s)^2)}. q is the quantile of its absolute value, at rank {@code 0.95 (n +
     * 1)} between order statistics; s^2 is what planted news adds to the mean square.
     */
    public double halfWidth(Window window) {
        if (!areEnough()) {
            throw new IllegalStateException(
                    "%d placebos, %d with news: an interval needs %d and, with news, %d"
                            .formatted(plain.size(), planted.size(), FEWEST, FEWEST_PLANTED));
        }
        int from = (int) (window.from() - start);
        int end = (int) (window.end() - start);
        double[] errors =
                plain.stream().mapToDouble(sums -> Math.abs(sums.error(from, end))).toArray();
        double variance =
                Math.max(0, meanSquare(planted, from, end) - meanSquare(paired, from, end));
        return Math.hypot(quantile(errors, 0.95), NORMAL_975 * Math.sqrt(variance));
    }

    private static double meanSquare(List<Sums> runs, int from, int end) {
        return runs.stream()
                .mapToDouble(sums -> sums.error(from, end))
                .map(error -> error * error)
                .average()
                .orElse(0);
    }

    /** At rank {@code share (n + 1)}, between the two order statistics around it. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = share * (sorted.length + 1) - 1;
        int below = (int) Math.max(0, Math.min(Math.floor(rank), sorted.length - 1));
        int above = Math.min(below + 1, sorted.length - 1);
        double part = Math.max(0, Math.min(1, rank - below));
        return sorted[below] + part * (sorted[above] - sorted[below]);
    }
}
