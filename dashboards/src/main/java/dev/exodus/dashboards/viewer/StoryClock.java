package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What "now" is: of a live database the wall clock, of a replay its newest minute of which all
 * feeds have events. They are not read equally fast, and what is said of now needs each of them;
 * one that is an hour behind has ended.
 */
public final class StoryClock {
    private static final Duration LIVE = Duration.ofHours(1);

    /** After the end of a replay heartbeats go on for a while, of minutes in which nothing is. */
    private static final String NEWEST =
            "SELECT min(newest) AS time FROM (SELECT max(time) AS newest, max(max(time)) OVER () AS"
                    + " of_all FROM exodus.feed_1m WHERE counted > 0 GROUP BY feed) AS feeds"
                    + " WHERE newest > of_all - interval '1 hour'";

    private final Database database;
    private final Clock clock;

    public StoryClock(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param nowMs milliseconds since 1970
     * @param newestMs start of the newest minute with events; null if there is none
     * @param replay whether now is not the wall clock's
     */
    public record Reading(long nowMs, Long newestMs, boolean replay) {}

    /** Reads it. */
    public Reading read() throws SQLException {
        Frame frame = Query.run(database, "clock", NEWEST);
        Instant now = clock.instant();
        Long newest = (Long) frame.rows().get(0).get(0);
        if (newest == null) {
            return new Reading(now.toEpochMilli(), null, false);
        }
        // Its last second: a range includes its end, and after it comes a minute without events.
        Instant end = Instant.ofEpochMilli(newest).plusSeconds(59);
        boolean replay = end.plus(LIVE).isBefore(now);
        return new Reading(replay ? end.toEpochMilli() : now.toEpochMilli(), newest, replay);
    }
}
