package dev.exodus.dashboards.sql;

import java.util.List;

/**
 * The answer to one query.
 *
 * @param sql as PostgreSQL got it
 * @param millis how long it took
 * @param rows values as JSON has them; times are milliseconds since 1970
 */
public record Frame(
        String refId, String sql, long millis, List<Column> columns, List<List<Object>> rows) {

    /**
     * @param type {@code time}, {@code number}, {@code boolean} or {@code string}
     */
    public record Column(String name, String type) {}
}
