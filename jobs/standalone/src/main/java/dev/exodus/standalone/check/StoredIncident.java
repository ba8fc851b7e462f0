package dev.exodus.standalone.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An incident as it is stored.
 *
 * @param id its id
 * @param revision its newest version
 * @param parts when it went on
 * @param ratio seen over expected
 * @param knownAt event time of its first version
 * @param settled whether it can no longer change
 */
public record StoredIncident(
        String id,
        long revision,
        String service,
        String kind,
        String severity,
        List<Part> parts,
        double ratio,
        Instant knownAt,
        boolean settled) {
    private static final String COLUMNS =
            "SELECT incident_id, revision, service, kind, severity, parts, ratio,"
                    + " CAST(extract(epoch FROM created_at) AS bigint), settled FROM ";

    /** From a moment to another; the end is null while it goes on. */
    public record Part(Instant start, Instant end) {
        boolean meets(Instant from, Instant to) {
            return start.isBefore(to) && (end == null || end.isAfter(from));
        }
    }

    /** Those in PostgreSQL that were not taken back, in order of time. */
    public static List<StoredIncident> inPostgres(Connection reader) throws SQLException {
        return read(reader, "exodus.incident");
    }

    /** Those in the lake. */
    public static List<StoredIncident> inLake(Connection duckDb) throws SQLException {
        return read(duckDb, "incident_latest");
    }

    private static List<StoredIncident> read(Connection connection, String table)
            throws SQLException {
        List<StoredIncident> incidents = new ArrayList<>();
        String order = " WHERE parts <> '[]' ORDER BY started_at, service, kind, incident_id";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS + table + order)) {
            while (row.next()) {
                incidents.add(
                        new StoredIncident(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                parts(row.getString(6)),
                                row.getDouble(7),
                                Instant.ofEpochSecond(row.getLong(8)),
                                row.getBoolean(9)));
            }
        }
        return incidents;
    }

    private static List<Part> parts(String json) throws SQLException {
        try {
            List<Part> parts = new ArrayList<>();
            for (JsonNode part : new ObjectMapper().readTree(json)) {
                JsonNode end = part.get("end");
                parts.add(
                        new Part(
                                Instant.parse(part.get("start").asText()),
                                end.isNull() ? null : Instant.parse(end.asText())));
            }
            return parts;
        } catch (IOException e) {
            throw new SQLException("not the parts of an incident: " + json, e);
        }
    }

    Instant start() {
        return parts.get(0).start();
    }

    /** Null while it goes on. */
    Instant end() {
        return parts.get(parts.size() - 1).end();
    }

    boolean meets(Instant from, Instant to) {
        return parts.stream().anyMatch(part -> part.meets(from, to));
    }
}
