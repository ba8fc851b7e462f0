package dev.exodus.core.incidents;

import java.util.Locale;

/**
 * How bad an incident is, by the minutes of normal traffic that it took or added: 30 minutes of a
 * total outage weigh as much as an hour at one half.
 */
enum Severity {
    MINOR,
    MAJOR,
    CRITICAL;

    private static final double MAJOR_MINUTES = 5;
    private static final double CRITICAL_MINUTES = 30;

    /**
     * @param ratio seen over expected
     * @param seconds how long it could be felt
     * @param whole whether the service as a whole felt it; else it is at most major
     */
    static Severity of(double ratio, long seconds, boolean whole) {
        double minutes = Math.abs(1 - ratio) * seconds / 60;
        if (minutes >= CRITICAL_MINUTES && whole) {
            return CRITICAL;
        }
        return minutes >= MAJOR_MINUTES ? MAJOR : MINOR;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
