package dev.exodus.core.migration;

/**
 * The ordinary week: expected registrations by minute of the week.
 *
 * <p>{@code p(m) = sum of y / number of minutes}, both over the same minute of every week of the
 * history and the {@value #SMOOTHING} minutes on each side of it. Registrations per minute. The
 * history's missing minutes count neither above nor below the line.
 */
final class WeekProfile {
    static final int WEEK = 7 * 1440;

    /** Half a quarter of an hour keeps the shape of a day and evens out the noise of a minute. */
    private static final int SMOOTHING = 15;

    private final double[] counts;
    private final int[] minutes;
    private final double[] expected;

    private WeekProfile(double[] counts, int[] minutes) {
        this.counts = counts;
        this.minutes = minutes;
        this.expected = smooth(counts, minutes);
    }

    /** Of everything that the history has. */
    static WeekProfile of(MinuteSeries history) {
        double[] counts = new double[WEEK];
        int[] minutes = new int[WEEK];
        add(history, history.from(), history.end(), 1, counts, minutes);
        return new WeekProfile(counts, minutes);
    }

    /** The profile that the history without {@code [start, end)} gives. */
    WeekProfile without(MinuteSeries history, long start, long end) {
        double[] fewer = counts.clone();
        int[] left = minutes.clone();
        add(history, start, end, -1, fewer, left);
        return new WeekProfile(fewer, left);
    }

    private static void add(
            MinuteSeries history, long start, long end, int sign, double[] counts, int[] minutes) {
        for (long minute = start; minute < end; minute++) {
            if (history.has(minute)) {
                int slot = (int) Math.floorMod(minute, (long) WEEK);
                counts[slot] += sign * history.at(minute);
                minutes[slot] += sign;
            }
        }
    }

    private static double[] smooth(double[] counts, int[] minutes) {
        double[] expected = new double[WEEK];
        double sum = 0;
        long n = 0;
        for (int slot = -SMOOTHING; slot <= SMOOTHING; slot++) {
            sum += counts[Math.floorMod(slot, WEEK)];
            n += minutes[Math.floorMod(slot, WEEK)];
        }
        for (int slot = 0; slot < WEEK; slot++) {
            expected[slot] = n == 0 ? Double.NaN : Math.max(sum, 0) / n;
            int enters = Math.floorMod(slot + SMOOTHING + 1, WEEK);
            int leaves = Math.floorMod(slot - SMOOTHING, WEEK);
            sum += counts[enters] - counts[leaves];
            n += minutes[enters] - minutes[leaves];
        }
        return expected;
    }

    /**
     * Registrations in {@code [start, end)} over those that the other weeks of the history lead to
     * expect there; NaN if a minute in it is missing or has no other week. (Over the profile itself
     * a past hour looks closer to 1 than a new one can be: it has a part in its own mean.)
     */
    double ratioToOtherWeeks(MinuteSeries history, long start, long end) {
        double actual = 0;
        double others = 0;
        for (long minute = start; minute < end; minute++) {
            int slot = (int) Math.floorMod(minute, (long) WEEK);
            if (!history.has(minute) || minutes[slot] < 2) {
                return Double.NaN;
            }
            actual += history.at(minute);
            others += (counts[slot] - history.at(minute)) / (minutes[slot] - 1);
        }
        return others > 0 ? actual / others : Double.NaN;
    }

    /** Expected registrations in a minute; NaN if the history has none like it. */
    double at(long minute) {
        return expected[(int) Math.floorMod(minute, (long) WEEK)];
    }
}
