package dev.exodus.flink.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Which version of the database schema this release writes. */
final class SchemaVersion {
    /** The newest migration of this release; a test compares it with {@code schemas/postgres}. */
    static final String KNOWN = "15";

    private static final String LAST =
            """
            SELECT version, success FROM exodus.flyway_schema_history
            WHERE version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1""";

    private SchemaVersion() {}

    /**
     * @throws IOException if the database has another version, or its migration failed
     */
    static void requireKnown(Connection connection, String url) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(LAST)) {
            if (!last.next() || !last.getBoolean("success")) {
                throw new IOException(
                        "the schema of PostgreSQL at "
                                + url
                                + " is not complete: run ./exodus"
                                + " migrate");
            }
            String found = last.getString("version");
            if (!found.equals(KNOWN)) {
                throw new IOException(
                        "PostgreSQL at %s has schema version %s (exodus.flyway_schema_history), but this release writes version %s: run ./exodus migrate if it is older, else use the release that made it"
                                .formatted(url, found, KNOWN));
            }
        }
    }
}
