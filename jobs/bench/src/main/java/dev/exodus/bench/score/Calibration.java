package dev.exodus.bench.score;

/**
 * How often a probability said by a detector comes true: the share of unlabelled rows at least this
 * improbable, over the probability. 1 is honest, 2 cries wolf twice as often as said.
 */
final class Calibration {
    private final double surprise;
    private long rows;
    private long hits;

    /**
     * @param probability nominal share of false alarms
     */
    Calibration(double probability) {
        surprise = -Math.log10(probability);
    }

    void add(LabelledSeries series, double[] surprises) {
        if (surprises == null) {
            return;
        }
        long from = series.times()[0] + EventScore.WARM_UP;
        for (int i = 0; i < surprises.length; i++) {
            if (series.times()[i] >= from && !series.labels()[i]) {
                rows++;
                hits += surprises[i] >= surprise ? 1 : 0;
            }
        }
    }

    /** Empirical over nominal; NaN if the detector gives no probabilities. */
    double ratio() {
        return rows == 0 ? Double.NaN : (double) hits / rows * Math.pow(10, surprise);
    }
}
