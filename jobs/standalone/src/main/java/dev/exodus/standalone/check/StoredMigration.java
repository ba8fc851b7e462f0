package dev.exodus.standalone.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who came to a service because of an incident elsewhere, in all countries, as PostgreSQL has it.
 *
 * @param start of the incident
 * @param end of the incident; null while it goes on
 * @param through when it was computed
 * @param added registrations in the window, from the rates
 * @param curve sum of the curve's excess over the window
 * @param lo95 null without an interval
 * @param hi95 null without an interval
 */
public record StoredMigration(
        String source,
        String destination,
        Instant start,
        Instant end,
        Instant through,
        double observed,
        double added,
        double excess,
        double curve,
        Double lo95,
        Double hi95,
        double newsShare,
        double unassignedShare,
        boolean settled) {
    private static final String ROWS =
            """
            WITH flow AS (
                SELECT m.*, i.started_at, i.ended_at,
                    date_trunc('minute', i.started_at) AS window_from,
                    LEAST(m.computed_through,
                        date_trunc('minute', i.ended_at + interval '59 s') + interval '1 day')
                        AS window_to
                FROM exodus.migration m JOIN exodus.incident i USING (incident_id)
                WHERE m.country = '*' AND i.parts <> '[]')
            SELECT source, destination, started_at, ended_at, computed_through, observed,
                (SELECT COALESCE(sum(registrations), 0) FROM exodus.registrations_1m r
                    WHERE r.service = f.destination AND r.country = '*' AND r.platform = '*'
                    AND r.complete AND r.time >= f.window_from AND r.time < f.window_to),
                excess,
                (SELECT COALESCE(sum(c.excess), 0) FROM exodus.migration_1m c
                    WHERE c.incident_id = f.incident_id AND c.destination = f.destination
                    AND c.country = '*' AND c.time >= f.window_from AND c.time < f.window_to),
                excess_lo95, excess_hi95, COALESCE(news_share, 0), COALESCE(unassigned_share, 0),
                settled
            FROM flow f ORDER BY started_at, source, destination
            """;

    /** All of them, in the order of their incidents. */
    public static List<StoredMigration> in(Connection postgres) throws SQLException {
        List<StoredMigration> rows = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                rows.add(
                        new StoredMigration(
                                row.getString(1),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                time(row.getTimestamp(4)),
                                row.getTimestamp(5).toInstant(),
                                row.getDouble(6),
                                row.getDouble(7),
                                row.getDouble(8),
                                row.getDouble(9),
                                (Double) row.getObject(10),
                                (Double) row.getObject(11),
                                row.getDouble(12),
                                row.getDouble(13),
                                row.getBoolean(14)));
            }
        }
        return rows;
    }

    private static Instant time(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** First minute of the window. */
    long firstMinute() {
        return Math.floorDiv(start.getEpochSecond(), 60L);
    }

    /** Where the window ends, or has been seen through. */
    Instant windowTo() {
        if (end == null) {
            return through;
        }
        Instant close =
                Instant.ofEpochSecond(60 * Math.floorDiv(end.getEpochSecond() + 59, 60L))
                        .plus(Duration.ofDays(1));
        return close.isBefore(through) ? close : through;
    }
}
