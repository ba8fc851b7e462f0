package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.sql.TimeRange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page asks for: never SQL, only a range and values of variables.
 *
 * @param variables by name, without the prefix
 */
record Request(TimeRange range, Map<String, List<String>> variables) {
    private static final String PREFIX = "var-";
    private static final int POINTS = 1000;
    private static final int MOST_POINTS = 1500;
    private static final int MOST_VALUES = 300;

    /**
     * @param query parameters of the address, as Grafana names them: {@code from}, {@code to} in
     *     milliseconds, {@code var-NAME}, and the greatest number of {@code points}
     * @throws IllegalArgumentException if they do not fit
     */
    static Request of(Map<String, List<String>> query) {
        Instant from = Instant.ofEpochMilli(number(query, "from"));
        Instant to = Instant.ofEpochMilli(number(query, "to"));
        long points = query.containsKey("points") ? number(query, "points") : POINTS;
        Map<String, List<String>> variables = new LinkedHashMap<>();
        query.forEach(
                (name, values) -> {
                    if (name.startsWith(PREFIX)) {
                        if (values.size() > MOST_VALUES) {
                            throw new IllegalArgumentException("too many values of " + name);
                        }
                        variables.put(name.substring(PREFIX.length()), values);
                    }
                });
        return new Request(
                TimeRange.of(from, to, (int) Math.max(1, Math.min(MOST_POINTS, points))),
                variables);
    }

    private static long number(Map<String, List<String>> query, String name) {
        String text = query.getOrDefault(name, List.of("")).get(0);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was: " + text);
        }
    }
}
