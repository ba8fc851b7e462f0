package dev.exodus.bench.score;

import dev.exodus.bench.Median;

/**
 * Distance from the median of the seven days before at this time, in standard deviations of that
 * distance over the last day (exponentially weighted, clipped at 3).
 */
final class SameTimeMedian implements Contender {
    private static final double THRESHOLD = 6;
    private static final double CLIP = 3;
    private static final double MEAN_TO_SIGMA = 1.2533;

    @Override
    public String name() {
        return "same-time median";
    }

    @Override
    public Judgement judge(LabelledSeries series) {
        RecentDays days = new RecentDays(series);
        int n = series.size();
        double rate = 1 - Math.pow(.5, series.step() / 86_400.0);
        double[] scores = new double[n];
        boolean[] alarms = new boolean[n];
        double sigma = 0;
        int seen = 0;
        for (int i = 0; i < n; i++) {
            double[] before = days.before(i);
            if (before.length > 0) {
                double distance = Math.abs(series.values()[i] - Median.of(before));
                seen++;
                boolean young = seen <= 30;
                scores[i] = young || sigma == 0 ? 0 : distance / sigma;
                alarms[i] = scores[i] >= THRESHOLD;
                double learnt = young ? distance : Math.min(distance, CLIP * sigma);
                sigma += Math.max(rate, 1.0 / seen) * (learnt * MEAN_TO_SIGMA - sigma);
            }
        }
        int bytes = RecentDays.DAYS * 86_400 / series.step() * Double.BYTES;
        return new Judgement(scores, alarms, Span.of(series, alarms), null, bytes);
    }
}
