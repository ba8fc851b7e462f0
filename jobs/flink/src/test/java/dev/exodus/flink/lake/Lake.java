package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A lake read back by DuckDB, which shares no code with what wrote it. */
final class Lake implements AutoCloseable {
    private final Connection duckdb;

    Lake(Path root) throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckdb.createStatement()) {
            for (String view : LakeViews.statements(root)) {
                statement.execute(view);
            }
        }
    }

    /** Every row of a table. */
    List<Fact> all(FactType type) throws SQLException {
        return facts(type, type.table());
    }

    /** The newest row of each key. */
    List<Fact> latest(FactType type) throws SQLException {
        return facts(type, type.table() + "_latest");
    }

    long count(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Fact> facts(FactType type, String view) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + view)) {
            while (rows.next()) {
                facts.add(fact(type, rows));
            }
        }
        return facts;
    }

    private static Fact fact(FactType type, ResultSet rows) throws SQLException {
        Object[] values = new Object[type.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.columns().get(i), rows);
        }
        return type.fact(values);
    }

    private static Object value(Column column, ResultSet rows) throws SQLException {
        Object value =
                switch (column.type()) {
                    case TEXT -> rows.getString(column.name());
                    case BIGINT -> rows.getLong(column.name());
                    case INTEGER -> rows.getInt(column.name());
                    case DOUBLE -> rows.getDouble(column.name());
                    case BOOLEAN -> rows.getBoolean(column.name());
                    case TIMESTAMP -> instant(rows, column.name());
                    case DATE -> rows.getObject(column.name(), LocalDate.class);
                };
        return rows.wasNull() ? null : value;
    }

    private static Object instant(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
