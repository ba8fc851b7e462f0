package dev.exodus.dashboards.alerting;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Two hours of two services, per minute, through a moment; the tests then change parts of it. Its
 * times are written as those of 22 February 2014 and can be moved to any other day.
 */
final class Seed {
    /** The moment at which the rules are evaluated, before it is moved. */
    static final Instant NOW = Instant.parse("2014-02-22T20:00:00Z");

    private static final Pattern TIME = Pattern.compile("2014-02-22 (\\d\\d:\\d\\d)(:\\d\\d)?Z");

    private static final String MINUTES =
            " FROM generate_series(timestamptz '2014-02-22 18:00:00Z',"
                    + " timestamptz '2014-02-22 19:59:00Z', interval '1 minute') AS t(time)"
                    + " CROSS JOIN exodus.service s";

    private static final List<String> HEALTHY =
            List.of(
                    "TRUNCATE exodus.service, exodus.incident, exodus.expectation_1m,"
                            + " exodus.sms_1m, exodus.connections_1m, exodus.migration_1m,"
                            + " exodus.feed_1m",
                    "INSERT INTO exodus.service VALUES ('telegram'), ('what''s app')",
                    "INSERT INTO exodus.feed_1m SELECT feed, t.time, 100, 100, 0, 0, 0, 0, 60, 1,"
                            + " 100"
                            + MINUTES
                            + " CROSS JOIN (VALUES ('signup'), ('sms'), ('connection')) f(feed)"
                            + " WHERE s.service = 'telegram'",
                    "INSERT INTO exodus.expectation_1m SELECT s.service, '*', '*', 'registrations',"
                            + " t.time, 100, 100, 80, 120, 1, 1"
                            + MINUTES,
                    "INSERT INTO exodus.sms_1m (service, country, platform, time, requested, sent,"
                            + " delivered, failed, expired, verified, covered_seconds, complete,"
                            + " generation, revision)"
                            + " SELECT s.service, '*', '*', t.time, 100, 100, 100, 5, 5, 90, 60,"
                            + " true, 1, 100"
                            + MINUTES,
                    "INSERT INTO exodus.connections_1m (service, country, platform, time, attempts,"
                            + " ok, timeout, refused, reset, server_error, auth_failed,"
                            + " covered_seconds, complete, generation, revision)"
                            + " SELECT s.service, '*', '*', t.time, 1000, 990, 10, 0, 0, 0, 0, 60,"
                            + " true, 1, 1000"
                            + MINUTES,
                    "INSERT INTO exodus.migration_1m (incident_id, destination, country, time,"
                            + " observed, baseline, news, excess, cumulative_excess, generation,"
                            + " revision)"
                            + " SELECT 'i', s.service, '*', t.time, 100, 100, 0, 0, 0, 1, 1"
                            + MINUTES);

    private final DataSource admin;
    private final Duration shift;

    /**
     * @param now where the moment is moved to
     */
    Seed(DataSource admin, Instant now) {
        this.admin = admin;
        shift = Duration.between(NOW, now);
    }

    /** Makes the partitions that the seeded hours need. */
    void partitions() throws SQLException {
        for (String table :
                List.of("feed_1m", "expectation_1m", "sms_1m", "connections_1m", "migration_1m")) {
            run(
                    "SELECT exodus.ensure_partition('"
                            + table
                            + "', timestamptz '2014-02-22 18:00:00Z')");
        }
    }

    /** Both services are well. */
    void healthy() throws SQLException {
        for (String sql : HEALTHY) {
            run(sql);
        }
    }

    /** What's App has an incident from 19:20 on. */
    void outage() throws SQLException {
        healthy();
        incident("o", "what''s app", "down", "2014-02-22 19:20:00Z");
        set("expectation_1m", "observed = 10", "what''s app");
        set("connections_1m", "ok = 100, timeout = 900", "what''s app");
        set("sms_1m", "verified = 5, expired = 90", "telegram");
        set("expectation_1m", "observed = 500", "telegram");
        set("migration_1m", "excess = 400", "telegram");
    }

    void incident(String id, String service, String direction, String start) throws SQLException {
        run(
                "INSERT INTO exodus.incident (incident_id, service, kind, direction, severity,"
                        + " started_at, detected_at, observed, expected, ratio, p_value,"
                        + " lost_events, detectors, parts, feed_suspect, settled, created_at,"
                        + " method_version, generation, revision) VALUES ('"
                        + String.join("', '", id, service, "outage", direction, "critical")
                        + "', '"
                        + start
                        + "', '"
                        + start
                        + "', 10, 100, 0.1, 1e-9, 90, 'glr', '[]', false, false, '"
                        + start
                        + "', '1', 1, 1)");
    }

    private void set(String table, String what, String service) throws SQLException {
        run(
                "UPDATE exodus."
                        + table
                        + " SET "
                        + what
                        + " WHERE "
                        + (table.startsWith("migration") ? "destination" : "service")
                        + " = '"
                        + service
                        + "' AND time >= timestamptz '2014-02-22 19:20:00Z'");
    }

    private String moved(String time) {
        String iso = time.replace(' ', 'T');
        return Instant.parse(iso.length() < 20 ? iso.replace("Z", ":00Z") : iso)
                .plus(shift)
                .toString();
    }

    /** Changes something. */
    void run(String sql) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TIME.matcher(sql).replaceAll(time -> moved(time.group())));
        }
    }
}
