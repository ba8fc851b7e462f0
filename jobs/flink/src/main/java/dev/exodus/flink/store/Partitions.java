package dev.exodus.flink.store;

import dev.exodus.schemas.facts.FactType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the partitions that rows need, through {@code exodus.ensure_partition}. The database says
 * which tables have partitions; a day that was asked for once is not asked for again.
 */
final class Partitions {
    private static final String PARTITIONED =
            """
            SELECT c.relname FROM pg_partitioned_table p
            JOIN pg_class c ON c.oid = p.partrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'exodus'""";
    private static final String ENSURE = "SELECT exodus.ensure_partition(?, ?::timestamptz)";

    private record Day(String table, LocalDate date) {}

    private final Connection connection;
    private final Set<String> partitioned = new HashSet<>();
    private final Set<Day> known = new HashSet<>();

    Partitions(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(PARTITIONED)) {
            while (tables.next()) {
                partitioned.add(tables.getString(1));
            }
        }
    }

    void ensure(Map<FactType, List<Object[]>> rows) throws SQLException {
        for (Map.Entry<FactType, List<Object[]>> table : rows.entrySet()) {
            FactType type = table.getKey();
            if (partitioned.contains(type.table())) {
                int time = Database.position(type, "time");
                for (Object[] row : table.getValue()) {
                    Instant instant = (Instant) row[time];
                    ensure(new Day(type.table(), LocalDate.ofInstant(instant, ZoneOffset.UTC)));
                }
            }
        }
    }

    private void ensure(Day day) throws SQLException {
        if (known.contains(day)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ENSURE)) {
            statement.setString(1, day.table());
            statement.setString(2, day.date() + "T00:00:00Z");
            statement.execute();
        }
        known.add(day);
    }
}
