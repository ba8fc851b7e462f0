package dev.exodus.standalone.status;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a service is.
 *
 * @param service its name
 * @param state up, degraded or down, as of {@code asOf}; unknown if nothing is known or it is old
 * @param asOf the newest minute of which something is said, epoch seconds; null if there is none
 * @param incidents kinds of incidents that go on, with the epoch second of their start, the oldest
 *     first
 */
public record ServiceStatus(String service, String state, Long asOf, List<OpenIncident> incidents) {
    private static final String UNKNOWN = "unknown";

    private static final String NEWEST =
            "SELECT state, CAST(extract(epoch FROM time) AS bigint) FROM exodus.service_state_1m"
                    + " WHERE service = ? AND country = '*' AND state <> 'unknown'"
                    + " AND time >= to_timestamp(?) ORDER BY time DESC LIMIT 1";

    /** Those that go on, and were not taken back or merged. */
    private static final String OPEN =
            "SELECT kind, CAST(extract(epoch FROM started_at) AS bigint) FROM exodus.incident"
                    + " WHERE service = ? AND ended_at IS NULL AND parts <> '[]'"
                    + " ORDER BY started_at, kind";

    private static final Duration RECENT = Duration.ofDays(1);

    /** An incident that goes on. */
    public record OpenIncident(String kind, long since) {}

    /** What they mean together, in order of weight. */
    public enum Overall {
        OK,
        INCIDENT,
        UNKNOWN
    }

    /**
     * Every service that has ever been seen.
     *
     * @param reader reads schema exodus
     * @param at the moment asked about
     * @param stale how old what is known may be
     */
    public static List<ServiceStatus> read(Connection reader, Instant at, Duration stale)
            throws SQLException {
        List<ServiceStatus> all = new ArrayList<>();
        for (String service : services(reader)) {
            all.add(read(reader, service, at, stale));
        }
        return all;
    }

    /** The end of what is known: the newest minute, for a run that is over. */
    public static Instant newest(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT CAST(extract(epoch FROM max(time)) AS bigint)"
                                        + " FROM exodus.service_state_1m"
                                        + " WHERE state <> 'unknown'")) {
            row.next();
            return Instant.ofEpochSecond(row.getLong(1));
        }
    }

    private static List<String> services(Connection reader) throws SQLException {
        List<String> services = new ArrayList<>();
        try (Statement statement = reader.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT service FROM exodus.service ORDER BY service")) {
            while (row.next()) {
                services.add(row.getString(1));
            }
        }
        return services;
    }

    private static ServiceStatus read(Connection reader, String service, Instant at, Duration stale)
            throws SQLException {
        List<OpenIncident> open = new ArrayList<>();
        try (PreparedStatement statement = reader.prepareStatement(OPEN)) {
            statement.setString(1, service);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    open.add(new OpenIncident(row.getString(1), row.getLong(2)));
                }
            }
        }
        try (PreparedStatement statement = reader.prepareStatement(NEWEST)) {
            statement.setString(1, service);
            statement.setLong(2, at.minus(RECENT).getEpochSecond());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new ServiceStatus(service, UNKNOWN, null, open);
                }
                Instant asOf = Instant.ofEpochSecond(row.getLong(2));
                boolean old = Duration.between(asOf, at).compareTo(stale) > 0;
                return new ServiceStatus(
                        service, old ? UNKNOWN : row.getString(1), row.getLong(2), open);
            }
        }
    }

    /** Unknown outweighs an incident: what is not seen may be worse. */
    public static Overall overall(List<ServiceStatus> all) {
        if (all.isEmpty() || all.stream().anyMatch(s -> s.state.equals(UNKNOWN))) {
            return Overall.UNKNOWN;
        }
        boolean well = all.stream().allMatch(s -> s.state.equals("up") && s.incidents.isEmpty());
        return well ? Overall.OK : Overall.INCIDENT;
    }
}
