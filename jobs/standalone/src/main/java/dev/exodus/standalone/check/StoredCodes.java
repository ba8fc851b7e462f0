package dev.exodus.standalone.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row of migration says of codes, as PostgreSQL has it, and what the tables of codes say of
 * the same window.
 *
 * @param incident its id
 * @param from first minute of the window
 * @param to where the window ends, or has been seen through
 * @param told what the row says
 * @param tables what the tables of codes say
 */
record StoredCodes(
        String incident,
        String source,
        String destination,
        String country,
        Instant from,
        Instant to,
        Told told,
        Tables tables) {
    /**
     * What a row says; null where it says nothing.
     *
     * @param waitMs 95th percentile
     * @param withheld whether it says that figures are withheld
     */
    record Told(
            Long requested,
            Long verified,
            Double suppressed,
            Long worstBacklog,
            Long waitMs,
            boolean withheld) {}

    /**
     * What follows from {@code sms_funnel_1m}, {@code sms_suppressed} and {@code sms_backlog_1m}.
     *
     * @param known whether codes of the destination are known from before the window on
     * @param people who asked while codes were stuck
     * @param lost registrations that did not happen
     * @param lo95 lower end of its interval
     * @param hi95 upper end
     * @param worstBacklog of all countries; null for a single one
     * @param leastWaitMs least 95th percentile of a minute; null if nothing was delivered
     * @param greatestWaitMs the greatest
     * @param withinWait greatest share of the delivered codes that can have waited no longer than
     *     the row says
     */
    record Tables(
            boolean known,
            long requested,
            long verified,
            long people,
            double lost,
            double lo95,
            double hi95,
            Long worstBacklog,
            Long leastWaitMs,
            Long greatestWaitMs,
            double withinWait) {}

    private static final String ROWS =
            """
            WITH flow AS (
                SELECT m.*, date_trunc('minute', i.started_at) AS window_from,
                    LEAST(m.computed_through,
                        date_trunc('minute', i.ended_at + interval '59 s') + interval '1 day')
                        AS window_to
                FROM exodus.migration m JOIN exodus.incident i USING (incident_id)
                WHERE i.parts <> '[]'
            ), lost AS MATERIALIZED (
                SELECT w.window_from, w.window_to, s.*
                FROM (SELECT DISTINCT window_from, window_to FROM flow) w
                CROSS JOIN LATERAL exodus.sms_suppressed(w.window_from, w.window_to) s
            ), backlog AS MATERIALIZED (
                SELECT service, time, under_way FROM exodus.sms_backlog_1m
            ), since AS MATERIALIZED (
                SELECT service, min(time) AS time FROM exodus.sms_funnel_1m
                WHERE carrier = '*' GROUP BY service)
            SELECT f.incident_id, f.source, f.destination, f.country, f.window_from, f.window_to,
                f.requested AS requested, f.verified AS verified, f.suppressed, f.worst_backlog,
                f.wait_p95_ms, f.suppressed_cells,
                EXISTS (SELECT 1 FROM since s WHERE s.service = f.destination
                    AND s.time <= f.window_from) AS known,
                COALESCE(c.requested, 0) AS asked, COALESCE(c.verified, 0) AS entered,
                COALESCE(l.people, 0) AS people, COALESCE(l.registrations, 0) AS lost,
                COALESCE(l.lo95, 0) AS lo95, COALESCE(l.hi95, 0) AS hi95,
                (SELECT max(b.under_way) FROM backlog b WHERE f.country = '*'
                    AND b.service = f.destination AND b.time >= f.window_from
                    AND b.time < f.window_to) AS under_way,
                c.least, c.greatest, COALESCE(c.within, 0) AS within
            FROM flow f
            LEFT JOIN lost l ON l.window_from = f.window_from AND l.window_to = f.window_to
                AND l.service = f.destination AND l.country = f.country
            CROSS JOIN LATERAL (
                SELECT sum(s.requested)::bigint AS requested, sum(s.verified)::bigint AS verified,
                    min(s.deliver_p95_ms) AS least, max(s.deliver_p95_ms) AS greatest,
                    sum(s.delivered * CASE WHEN s.deliver_p95_ms <= f.wait_p95_ms THEN 1
                        WHEN s.deliver_p50_ms <= f.wait_p95_ms THEN 0.95 ELSE 0.5 END)::float8
                        / NULLIF(sum(s.delivered), 0) AS within
                FROM exodus.sms_funnel_1m s
                WHERE s.service = f.destination AND s.country = f.country AND s.carrier = '*'
                    AND s.time >= f.window_from AND s.time < f.window_to) c
            ORDER BY f.window_from, f.source, f.destination, f.country
            """;

    /** All of them, in the order of their incidents. */
    static List<StoredCodes> in(Connection postgres) throws SQLException {
        List<StoredCodes> rows = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                rows.add(
                        new StoredCodes(
                                row.getString("incident_id"),
                                row.getString("source"),
                                row.getString("destination"),
                                row.getString("country"),
                                row.getTimestamp("window_from").toInstant(),
                                row.getTimestamp("window_to").toInstant(),
                                told(row),
                                tables(row)));
            }
        }
        return rows;
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                (Long) row.getObject("requested"),
                (Long) row.getObject("verified"),
                (Double) row.getObject("suppressed"),
                (Long) row.getObject("worst_backlog"),
                (Long) row.getObject("wait_p95_ms"),
                row.getBoolean("suppressed_cells"));
    }

    private static Tables tables(ResultSet row) throws SQLException {
        return new Tables(
                row.getBoolean("known"),
                row.getLong("asked"),
                row.getLong("entered"),
                row.getLong("people"),
                row.getDouble("lost"),
                row.getDouble("lo95"),
                row.getDouble("hi95"),
                (Long) row.getObject("under_way"),
                (Long) row.getObject("least"),
                (Long) row.getObject("greatest"),
                row.getDouble("within"));
    }

    /** The same with other figures in the row. */
    StoredCodes with(Told other) {
        return new StoredCodes(incident, source, destination, country, from, to, other, tables);
    }
}
