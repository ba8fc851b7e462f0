package dev.exodus.bench.score;

import dev.exodus.bench.Median;

/**
 * The rule of many dashboards: less than 0.8 times the median of the seven days before at this
 * time, two rows in a row (the best of one to five on the development set).
 */
final class MedianRatio implements Contender {
    private static final double RATIO = .8;
    private static final int ROWS = 2;

    @Override
    public String name() {
        return "7-day median, ratio .8";
    }

    @Override
    public Judgement judge(LabelledSeries series) {
        RecentDays days = new RecentDays(series);
        int n = series.size();
        double[] scores = new double[n];
        boolean[] alarms = new boolean[n];
        int low = 0;
        for (int i = 0; i < n; i++) {
            double[] before = days.before(i);
            if (before.length > 0) {
                double x = Math.max(0, series.values()[i]) + 1;
                double usual = Math.max(0, Median.of(before)) + 1;
                scores[i] = usual / x;
                low = x < RATIO * usual ? low + 1 : 0;
                alarms[i] = low >= ROWS;
            }
        }
        int bytes = RecentDays.DAYS * 86_400 / series.step() * Double.BYTES;
        return new Judgement(scores, alarms, Span.of(series, alarms), null, bytes);
    }
}
