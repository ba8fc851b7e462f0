package dev.exodus.bench.score;

/**
 * Rows against alarms, as in the AIOps challenge of 2018: an event whose alarm comes within {@value
 * #DELAY} rows of its start counts with all its rows as found, any other with all its rows as
 * missed. Rows outside events count as they are.
 */
final class PointScore {
    static final int DELAY = 7;

    private long found;
    private long missed;
    private long wrong;

    void add(LabelledSeries series, boolean[] alarms) {
        boolean[] labels = series.labels();
        int i = 0;
        while (i < labels.length) {
            if (labels[i]) {
                int from = i;
                boolean hit = false;
                while (i < labels.length && labels[i]) {
                    hit |= alarms[i] && i - from <= DELAY;
                    i++;
                }
                found += hit ? i - from : 0;
                missed += hit ? 0 : i - from;
            } else {
                wrong += alarms[i] ? 1 : 0;
                i++;
            }
        }
    }

    double f1() {
        return found == 0 ? 0 : 2.0 * found / (2.0 * found + missed + wrong);
    }
}
