package dev.exodus.dashboards.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A query of a board, run with the variables and the range of a viewer. */
public final class Query {
    /** More rows than any panel can show. */
    static final int MOST_ROWS = 200_000;

    /** Columns that Grafana takes for times also when they are numbers of seconds. */
    private static final Set<String> TIMES = Set.of("time", "timeend");

    private Query() {}

    /**
     * The SQL that PostgreSQL gets. Macros come first: the value of a variable is data, and what
     * looks like a macro in it must not become SQL.
     */
    public static String text(
            String rawSql, TimeRange range, Map<String, Variables.Choice> choices) {
        return Variables.replace(Macros.expand(rawSql, range), choices);
    }

    /**
     * Runs it.
     *
     * @param refId the name of the answer
     * @throws SQLException if the database refuses it, it takes too long or has too many rows
     */
    public static Frame run(Database database, String refId, String sql) throws SQLException {
        long start = System.nanoTime();
        return database.run(
                connection -> {
                    connection.setAutoCommit(false);
                    try (Statement statement = connection.createStatement()) {
                        statement.setMaxRows(MOST_ROWS + 1);
                        try (ResultSet answer = statement.executeQuery(sql)) {
                            return read(refId, sql, start, answer);
                        }
                    } finally {
                        end(connection);
                    }
                });
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static Frame read(String refId, String sql, long start, ResultSet answer)
            throws SQLException {
        ResultSetMetaData meta = answer.getMetaData();
        List<Frame.Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Frame.Column(meta.getColumnLabel(i), type(meta, i)));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (answer.next()) {
            if (rows.size() == MOST_ROWS) {
                throw new SQLException(
                        "more than " + MOST_ROWS + " rows: choose a shorter range or fewer values");
            }
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(answer, i, meta.getColumnType(i), columns.get(i - 1)));
            }
            rows.add(row);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new Frame(refId, sql, millis, columns, rows);
    }

    private static String type(ResultSetMetaData meta, int column) throws SQLException {
        if (TIMES.contains(meta.getColumnLabel(column).toLowerCase(Locale.ROOT))) {
            return "time";
        }
        return switch (meta.getColumnType(column)) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "time";
            case Types.BIT, Types.BOOLEAN -> "boolean";
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.NUMERIC ->
                    "number";
            default -> "string";
        };
    }

    private static Object value(ResultSet answer, int i, int type, Frame.Column column)
            throws SQLException {
        if (answer.getObject(i) == null) {
            return null;
        }
        return switch (column.type()) {
            case "time" -> time(answer, i, type);
            case "boolean" -> answer.getBoolean(i);
            case "number" -> number(answer, i);
            default -> answer.getString(i);
        };
    }

    private static long time(ResultSet answer, int i, int type) throws SQLException {
        if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
            return answer.getObject(i, OffsetDateTime.class).toInstant().toEpochMilli();
        }
        return answer.getBigDecimal(i).movePointRight(3).longValue();
    }

    /** What is no number, such as 0.0 / 0.0, has no value. */
    private static Number number(ResultSet answer, int i) throws SQLException {
        double value = answer.getDouble(i);
        if (!Double.isFinite(value)) {
            return null;
        }
        // Whole numbers beyond this are not exact in a browser either.
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? (Number) (long) value
                : (Number) value;
    }
}
