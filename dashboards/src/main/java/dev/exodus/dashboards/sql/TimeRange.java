package dev.exodus.dashboards.sql;

import java.time.Duration;
import java.time.Instant;

/**
 * What a panel shows, and how finely.
 *
 * @param from first moment
 * @param to last moment, after {@code from}
 * @param interval between two points, 1 ms or more; Grafana derives it from the width of a panel
 */
public record TimeRange(Instant from, Instant to, Duration interval) {
    private static final long[] STEPS_S = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400
    };

    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the range must end after " + from + ": " + to);
        }
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("the interval must be 1 ms or more: " + interval);
        }
    }

    /**
     * A range whose interval is the least round one that gives at most so many points, and at least
     * a second, which is the finest the tables hold.
     *
     * @param points 1 or more
     */
    public static TimeRange of(Instant from, Instant to, int points) {
        double seconds = Duration.between(from, to).toMillis() / 1000.0 / Math.max(1, points);
        for (long step : STEPS_S) {
            if (step >= seconds) {
                return new TimeRange(from, to, Duration.ofSeconds(step));
            }
        }
        long days = (long) Math.ceil(seconds / 86400);
        return new TimeRange(from, to, Duration.ofDays(days));
    }
}
