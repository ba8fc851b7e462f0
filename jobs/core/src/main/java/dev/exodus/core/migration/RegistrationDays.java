package dev.exodus.core.migration;

import java.util.Arrays;

/** Where the minutes of past days are kept; days are counted from 1970-01-01, UTC. */
public interface RegistrationDays {
    /** A day, or null if nothing is known of it. */
    RegistrationDay get(String service, String country, long day);

    /** Keeps a day, new or changed. */
    void put(String service, String country, long day, RegistrationDay minutes);

    /** Forgets a day. */
    void remove(String service, String country, long day);

    /** Registrations per minute from one minute since 1970 to before another. */
    default MinuteSeries series(String service, String country, long from, long end) {
        double[] counts = new double[(int) (end - from)];
        Arrays.fill(counts, Double.NaN);
        for (long day = Math.floorDiv(from, RegistrationDay.MINUTES);
                day * RegistrationDay.MINUTES < end;
                day++) {
            RegistrationDay minutes = get(service, country, day);
            if (minutes == null) {
                continue;
            }
            long midnight = day * RegistrationDay.MINUTES;
            long last = Math.min(end, midnight + RegistrationDay.MINUTES);
            for (long minute = Math.max(from, midnight); minute < last; minute++) {
                counts[(int) (minute - from)] = minutes.at((int) (minute - midnight));
            }
        }
        return MinuteSeries.of(from, counts);
    }
}
