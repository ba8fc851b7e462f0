package dev.exodus.dashboards.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL with the real migrations and a row of every service for every second of a
 * weekend.
 */
final class Weekend implements AutoCloseable {
    static final Instant FROM = Instant.parse("2014-02-22T00:00:00Z");
    static final Instant TO = Instant.parse("2014-02-24T00:00:00Z");
    static final List<String> SERVICES = List.of("telegram", "viber", "what's app");

    private static final String DIMENSIONS =
            " FROM (SELECT time FROM generate_series(timestamptz '%s', timestamptz '%s' - interval"
                    + " '1 second', interval '%s') AS g(time)) t"
                    + " CROSS JOIN (SELECT service FROM exodus.service) s";
    private static final String COUNTRIES =
            " CROSS JOIN (VALUES ('*'), ('BR'), ('DE')) AS c(country)";

    private final MigratedPostgres postgres;

    Weekend() throws IOException, SQLException {
        postgres = MigratedPostgres.start();
        for (String service : SERVICES) {
            run("INSERT INTO exodus.service VALUES ('" + service.replace("'", "''") + "')");
        }
        for (String table : tables()) {
            fill(table);
        }
        run("ANALYZE");
    }

    /** As the boards ask it. */
    Database reader() {
        return postgres.reader(Duration.ofSeconds(20));
    }

    /** Every table of facts; dimensions come with the migrations or are filled first. */
    private List<String> tables() throws SQLException {
        return column(
                "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'exodus'::regnamespace"
                        + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN"
                        + " ('service', 'country', 'carrier', 'flyway_schema_history')");
    }

    private void fill(String table) throws SQLException {
        String step =
                table.endsWith("_1s")
                        ? "1 second"
                        : table.endsWith("_1m") ? "1 minute" : "12 hours";
        if (!step.equals("12 hours")) {
            for (Instant day : List.of(FROM, TO.minusSeconds(1))) {
                run("SELECT exodus.ensure_partition('" + table + "', timestamptz '" + day + "')");
            }
        }
        List<String> names = columns(table, "attname");
        List<String> types = columns(table, "format_type(atttypid, atttypmod)");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            values.add(value(names.get(i), types.get(i)));
        }
        String rows = String.format(DIMENSIONS, FROM, TO, step);
        run(
                "INSERT INTO exodus."
                        + table
                        + " SELECT "
                        + String.join(", ", values)
                        + rows
                        + (names.contains("country") ? COUNTRIES : "")
                        + " ON CONFLICT DO NOTHING");
    }

    private static String value(String column, String type) {
        return switch (column) {
            case "service", "destination" -> "s.service";
            case "country" -> "c.country";
            case "platform", "carrier" -> "'*'";
            case "feed" -> "'signup'";
            case "state" -> "'up'";
            case "signal" -> "'registrations'";
            case "direction" -> "'down'";
            case "severity" -> "'critical'";
            case "zone" -> "'UTC'";
            case "typical_start", "typical_end" -> "'20:00'";
            case "ended_at", "merged_into" -> "NULL";
            case "parts" -> "'[]'";
            case "incident_id", "pattern_id" -> "s.service || t.time::text";
            case "hour_of_week" -> "116";
            default -> byType(type);
        };
    }

    private static String byType(String type) {
        return switch (type) {
            case "timestamp with time zone" -> "t.time";
            case "date" -> "(t.time AT TIME ZONE 'UTC')::date";
            case "boolean" -> "true";
            case "text" -> "'some'";
            default -> "7";
        };
    }

    private List<String> columns(String table, String what) throws SQLException {
        return column(
                "SELECT "
                        + what
                        + " FROM pg_attribute WHERE attrelid = 'exodus."
                        + table
                        + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = postgres.admin().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                values.add(answer.getString(1));
            }
        }
        return values;
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = postgres.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
