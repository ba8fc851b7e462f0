package dev.exodus.standalone.check;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as they are stored: the newest fact of each key, times as epoch seconds. */
final class StoredRows {
    private final String store;
    private final Connection connection;
    private final Path lake;

    private StoredRows(String store, Connection connection, Path lake) {
        this.store = store;
        this.connection = connection;
        this.lake = lake;
    }

    static StoredRows inPostgres(Connection connection) {
        return new StoredRows("PostgreSQL", connection, null);
    }

    static StoredRows inLake(Connection duckDb, Path lake) {
        return new StoredRows("Parquet", duckDb, lake);
    }

    /** Name of the store, for messages. */
    String store() {
        return store;
    }

    /** Whether this store should have the table of a feed's rows. */
    boolean has(FactType type) {
        return lake == null ? type.inPostgres() : type.inLake() && type != FactType.DEAD_LETTER_1M;
    }

    /**
     * The rows of a table with a time in [from, to), or all of a table without time.
     *
     * @param filter further condition, or null
     */
    Map<List<Object>, List<Object>> read(FactType type, long from, long to, String filter)
            throws SQLException {
        int keys = type.keyColumns();
        Map<List<Object>, List<Object>> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql(type, from, to, filter))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> key = new ArrayList<>(keys);
                List<Object> values = new ArrayList<>(columns - keys);
                for (int i = 1; i <= columns; i++) {
                    (i <= keys ? key : values).add(plain(result.getObject(i)));
                }
                if (rows.put(key, values) != null) {
                    throw new SQLException(store + ": two rows in " + type.table() + " for " + key);
                }
            }
        }
        return rows;
    }

    private String sql(FactType type, long from, long to, String filter) {
        String columns =
                type.columns().stream()
                        .filter(column -> !column.name().equals("generation"))
                        .map(StoredRows::select)
                        .collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        if (type.columns().stream().anyMatch(column -> column.name().equals("time"))) {
            conditions.add("time >= to_timestamp(" + from + ")");
            conditions.add("time < to_timestamp(" + to + ")");
        }
        if (filter != null) {
            conditions.add(filter);
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        if (lake == null) {
            return "SELECT " + columns + " FROM exodus." + type.table() + where;
        }
        String key =
                type.columns().stream()
                        .filter(Column::key)
                        .map(Column::name)
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + columns
                + " FROM (SELECT *, row_number() OVER (PARTITION BY "
                + key
                + " ORDER BY generation DESC, revision DESC) AS newest FROM "
                + type.table()
                + where
                + ") WHERE newest = 1";
    }

    private static String select(Column column) {
        return switch (column.type()) {
            case TIMESTAMP -> "CAST(extract(epoch FROM " + column.name() + ") AS bigint)";
            case DATE -> "CAST(" + column.name() + " AS varchar)";
            default -> column.name();
        };
    }

    private static Object plain(Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
