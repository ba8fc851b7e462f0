package dev.exodus.standalone.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The partitions of a database whose every row is older than what is kept. */
public final class PostgresRetention {
    /** A partition is named after its table and its first day, or its month. */
    private static final String OLD =
            """
            SELECT partition FROM (
                SELECT c.relname AS partition,
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''([^'']+)''\\)')
                        ::timestamptz AS ends
                FROM pg_inherits i
                JOIN pg_class c ON c.oid = i.inhrelid
                JOIN pg_class p ON p.oid = i.inhparent
                WHERE p.relnamespace = 'exodus'::regnamespace AND p.relkind = 'p'
            ) AS partitions
            WHERE ends <= ?::timestamptz
            ORDER BY partition""";

    private final Connection connection;

    /**
     * @param connection of a role that owns the tables
     */
    public PostgresRetention(Connection connection) {
        this.connection = connection;
    }

    /** The newest day of which there is a minute of a feed; only data says what now is. */
    public Optional<LocalDate> newestDay() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (max(time) AT TIME ZONE 'UTC')::date FROM"
                                        + " exodus.feed_1m")) {
            row.next();
            return Optional.ofNullable(row.getObject(1, LocalDate.class));
        }
    }

    /** The partitions that end before a day begins. */
    public List<String> before(LocalDate firstKept) throws SQLException {
        List<String> old = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OLD)) {
            statement.setObject(1, firstKept.atStartOfDay().atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    old.add(rows.getString(1));
                }
            }
        }
        return old;
    }

    /** Drops a partition. */
    public void drop(String partition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE exodus." + statement.enquoteIdentifier(partition, true));
        }
    }
}
