package dev.exodus.flink.store;

import dev.exodus.schemas.facts.FactType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds services and carriers that facts name for the first time to their dimension tables. */
final class Dimensions {
    private static final String ALL = "*";

    private final Dimension services = new Dimension("service", List.of("service", "destination"));
    private final Dimension carriers = new Dimension("carrier", List.of("carrier"));
    private final Connection connection;

    Dimensions(Connection connection) {
        this.connection = connection;
    }

    /** Must run in the transaction of the rows, on a connection that an error ends. */
    void add(Map<FactType, List<Object[]>> rows) throws SQLException {
        services.add(rows);
        carriers.add(rows);
    }

    /** A table of names, and the columns in which they occur. */
    private final class Dimension {
        private final String sql;
        private final List<String> columns;
        private final Set<String> known = new TreeSet<>();

        private Dimension(String table, List<String> columns) {
            this.columns = columns;
            this.sql =
                    "INSERT INTO exodus.%1$s (%1$s) SELECT unnest(?::text[]) ON CONFLICT DO NOTHING"
                            .formatted(table);
        }

        private void add(Map<FactType, List<Object[]>> rows) throws SQLException {
            Set<String> names = new TreeSet<>();
            rows.forEach((type, values) -> collect(type, values, names));
            names.removeAll(known);
            names.remove(ALL);
            if (!names.isEmpty()) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setArray(1, connection.createArrayOf("text", names.toArray()));
                    statement.execute();
                }
                known.addAll(names);
            }
        }

        private void collect(FactType type, List<Object[]> rows, Set<String> names) {
            for (String column : columns) {
                int position = Database.position(type, column);
                if (position >= 0) {
                    for (Object[] row : rows) {
                        if (row[position] != null) {
                            names.add((String) row[position]);
                        }
                    }
                }
            }
        }
    }
}
