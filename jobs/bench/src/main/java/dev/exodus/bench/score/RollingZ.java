package dev.exodus.bench.score;

/** Distance from the mean of the last 60 rows, in their standard deviations; 8 is an alarm. */
final class RollingZ implements Contender {
    private static final int WINDOW = 60;
    private final double threshold;

    RollingZ() {
        this(8);
    }

    RollingZ(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public String name() {
        return "rolling z";
    }

    @Override
    public Judgement judge(LabelledSeries series) {
        double[] scores = new double[series.size()];
        boolean[] alarms = new boolean[series.size()];
        double[] x = series.values();
        for (int i = WINDOW; i < scores.length; i++) {
            double mean = 0;
            for (int j = i - WINDOW; j < i; j++) {
                mean += x[j] / WINDOW;
            }
            double variance = 0;
            for (int j = i - WINDOW; j < i; j++) {
                variance += (x[j] - mean) * (x[j] - mean) / WINDOW;
            }
            double deviation = Math.abs(x[i] - mean);
            scores[i] = deviation == 0 ? 0 : deviation / Math.max(Math.sqrt(variance), 1e-9);
            alarms[i] = scores[i] >= threshold;
        }
        return new Judgement(scores, alarms, Span.of(series, alarms), null, WINDOW * Double.BYTES);
    }
}
