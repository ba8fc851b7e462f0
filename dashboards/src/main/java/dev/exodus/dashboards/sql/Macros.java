package dev.exodus.dashboards.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The macros of Grafana's PostgreSQL data source, expanded as it does (pkg/tsdb/grafana-postgresql:
 * macros.go). As there, the arguments of a macro end at the first {@code )}, so they can only be
 * plain columns.
 */
public final class Macros {
    private static final Pattern MACRO = Pattern.compile("\\$(__[_a-zA-Z0-9]+)\\(([^)]*)\\)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");

    private Macros() {}

    /**
     * The query as PostgreSQL gets it.
     *
     * @param sql after its variables were replaced
     * @throws IllegalArgumentException if it has an unknown macro or wrong arguments
     */
    public static String expand(String sql, TimeRange range) {
        String plain =
                sql.replace("$__interval_ms", Long.toString(range.interval().toMillis()))
                        .replace("$__interval", text(range.interval()))
                        .replace("$__unixEpochFrom()", epoch(range.from()))
                        .replace("$__unixEpochTo()", epoch(range.to()));
        Matcher macro = MACRO.matcher(plain);
        StringBuilder expanded = new StringBuilder();
        while (macro.find()) {
            List<String> arguments =
                    Arrays.stream(macro.group(2).split(",")).map(String::strip).toList();
            String text = expand(macro.group(1), arguments, range);
            macro.appendReplacement(expanded, Matcher.quoteReplacement(text));
        }
        return macro.appendTail(expanded).toString();
    }

    private static String expand(String name, List<String> arguments, TimeRange range) {
        String column = arguments.get(0);
        return switch (name) {
            case "__timeFrom" -> literal(range.from());
            case "__timeTo" -> literal(range.to());
            case "__time" -> required(name, column) + " AS \"time\"";
            case "__timeFilter" ->
                    required(name, column)
                            + " BETWEEN "
                            + literal(range.from())
                            + " AND "
                            + literal(range.to());
            case "__timeGroup" ->
                    group("extract(epoch from " + required(name, column) + ")", name, arguments);
            case "__timeGroupAlias" -> expand("__timeGroup", arguments, range) + " AS \"time\"";
            case "__unixEpochFilter" ->
                    required(name, column)
                            + " >= "
                            + epoch(range.from())
                            + " AND "
                            + column
                            + " <= "
                            + epoch(range.to());
            case "__unixEpochGroup" -> group(required(name, column), name, arguments);
            case "__unixEpochGroupAlias" ->
                    expand("__unixEpochGroup", arguments, range) + " AS \"time\"";
            default -> throw new IllegalArgumentException("unknown macro $" + name);
        };
    }

    private static String group(String seconds, String name, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("$" + name + " needs a column and an interval");
        }
        long step = duration(arguments.get(1).replace("'", "")).toSeconds();
        return "floor(" + seconds + "/" + step + ")*" + step;
    }

    private static String required(String name, String column) {
        if (column.isEmpty()) {
            throw new IllegalArgumentException("$" + name + " needs a column");
        }
        return column;
    }

    /**
     * An interval as Grafana writes it.
     *
     * @throws IllegalArgumentException if it is none, or shorter than a second
     */
    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no interval: " + text);
        }
        long count = Long.parseLong(parts.group(1));
        Duration duration =
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                };
        if (duration.toSeconds() < 1) {
            throw new IllegalArgumentException("an interval of less than a second: " + text);
        }
        return duration;
    }

    private static String text(Duration interval) {
        return interval.toMillis() % 1000 == 0
                ? interval.toSeconds() + "s"
                : interval.toMillis() + "ms";
    }

    private static String literal(Instant time) {
        return "'" + time + "'";
    }

    private static String epoch(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
