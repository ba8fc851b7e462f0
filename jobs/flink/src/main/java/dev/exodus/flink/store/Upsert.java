package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one statement that writes rows of a table, with its parameters: an array per column. A row
 * replaces that of its key unless that one is newer.
 */
final class Upsert {
    private final FactType type;
    private final String sql;

    Upsert(FactType type) {
        this.type = type;
        this.sql = sql(type);
    }

    String sql() {
        return sql;
    }

    /**
     * Writes rows.
     *
     * @param rows values in the order of the columns, at most one row of a key
     * @return how many rows were new or not older than what was there
     */
    int execute(Connection connection, List<Object[]> rows) throws SQLException {
        List<Column> columns = type.columns();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column.Type columnType = columns.get(i).type();
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(element(columnType), array(columnType, rows, i)));
            }
            return statement.executeUpdate();
        }
    }

    private static Object[] array(Column.Type type, List<Object[]> rows, int column) {
        Object[] array =
                switch (type) {
                    case BIGINT -> new Long[rows.size()];
                    case INTEGER -> new Integer[rows.size()];
                    case DOUBLE -> new Double[rows.size()];
                    case BOOLEAN -> new Boolean[rows.size()];
                    case TEXT, TIMESTAMP, DATE -> new String[rows.size()];
                };
        for (int i = 0; i < array.length; i++) {
            Object value = rows.get(i)[column];
            array[i] = value != null && array instanceof String[] ? value.toString() : value;
        }
        return array;
    }

    /** The name that the driver looks up. */
    private static String element(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case BIGINT -> "int8";
            case INTEGER -> "int4";
            case DOUBLE -> "float8";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "timestamptz";
            case DATE -> "date";
        };
    }

    private static String sql(FactType type) {
        List<Column> columns = type.columns();
        return """
        INSERT INTO exodus.%s AS t (%s)
        SELECT * FROM unnest(%s)
        ON CONFLICT (%s) DO UPDATE SET %s
        WHERE (excluded.generation, excluded.revision) >= (t.generation, t.revision)"""
                .formatted(
                        type.table(),
                        join(columns, "\"%1$s\""),
                        join(columns, "?::%2$s[]"),
                        join(columns.subList(0, type.keyColumns()), "\"%1$s\""),
                        join(
                                columns.subList(type.keyColumns(), columns.size()),
                                "\"%1$s\" = excluded.\"%1$s\""));
    }

    private static String join(List<Column> columns, String format) {
        return columns.stream()
                .map(column -> format.formatted(column.name(), column.type().sql()))
                .collect(Collectors.joining(", "));
    }
}
