package dev.exodus.bench.backtest;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * What was counted or measured of one series. A bucket that is not there was not observed; a 0 was.
 *
 * @param name of the series
 * @param step seconds from one bucket to the next: the median distance
 * @param times starts of the buckets, ascending, seconds since the epoch
 * @param values what was seen in each
 */
record History(String name, int step, long[] times, double[] values) {
    private static final int DAY = 86_400;

    static History of(String name, SortedMap<Long, Double> rows) {
        long[] times = rows.keySet().stream().mapToLong(Long::longValue).toArray();
        double[] values = rows.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (times.length < 2) {
            throw new IllegalArgumentException("series " + name + ": one line is no history");
        }
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        long step = steps[steps.length / 2];
        if (step > DAY) {
            throw new IllegalArgumentException(
                    "series %s: lines are %d s apart, at most a day is meant"
                            .formatted(name, step));
        }
        return new History(name, (int) step, times, values);
    }

    /** Whether all values are whole numbers from 0: then they are taken for counts of events. */
    boolean isCounts() {
        return Arrays.stream(values).allMatch(v -> v >= 0 && v == Math.rint(v));
    }

    /** End of the last bucket. */
    long end() {
        return times[times.length - 1] + step;
    }
}
