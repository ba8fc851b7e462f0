package dev.exodus.bench.score;

import java.util.Arrays;

/** The values a series had at the same time of day on the seven days before a row. */
final class RecentDays {
    static final int DAYS = 7;
    private static final int DAY = 86_400;

    private final LabelledSeries series;
    private final int[] at = new int[DAYS + 1];

    RecentDays(LabelledSeries series) {
        this.series = series;
    }

    /** Known values at the time of this row, ascending; rows must be asked for in order. */
    double[] before(int row) {
        long[] times = series.times();
        double[] found = new double[DAYS];
        int n = 0;
        for (int day = 1; day <= DAYS; day++) {
            long time = times[row] - (long) day * DAY;
            while (times[at[day]] < time) {
                at[day]++;
            }
            if (times[at[day]] == time) {
                found[n++] = series.values()[at[day]];
            }
        }
        double[] known = Arrays.copyOf(found, n);
        Arrays.sort(known);
        return known;
    }
}
