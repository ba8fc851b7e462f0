package dev.exodus.core.migration;

import java.util.Arrays;

/** Where the minutes of past days are kept; days are counted from 1970-01-01, UTC. */
public interface MinuteStore {
    /** A day, or null if nothing is known of it. */
    MinutesOfDay get(String service, String country, long day);

    /** Keeps a day, new or changed. */
    void put(String service, String country, long day, MinutesOfDay minutes);

    /** Forgets a day. */
    void remove(String service, String country, long day);

    /** Registrations per minute from one minute since 1970 to before another. */
    default MinuteSeries series(String service, String country, long from, long end) {
        double[] counts = new double[(int) (end - from)];
        Arrays.fill(counts, Double.NaN);
        for (long day = Math.floorDiv(from, MinutesOfDay.MINUTES);
                day * MinutesOfDay.MINUTES < end;
                day++) {
            MinutesOfDay minutes = get(service, country, day);
            if (minutes == null) {
                continue;
            }
            long midnight = day * MinutesOfDay.MINUTES;
            long last = Math.min(end, midnight + MinutesOfDay.MINUTES);
            for (long minute = Math.max(from, midnight); minute < last; minute++) {
                counts[(int) (minute - from)] = minutes.at((int) (minute - midnight));
            }
        }
        return MinuteSeries.of(from, counts);
    }
}
