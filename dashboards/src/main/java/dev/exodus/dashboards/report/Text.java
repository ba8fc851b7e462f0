package dev.exodus.dashboards.report;

import dev.exodus.dashboards.sql.Frame;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of an answer as text, for HTML and for CSV. */
final class Text {
    private static final MathContext DIGITS = new MathContext(4);

    private static final List<Map.Entry<String, Long>> SIZES =
            List.of(
                    Map.entry("d", 86_400L),
                    Map.entry("h", 3_600L),
                    Map.entry("min", 60L),
                    Map.entry("s", 1L));

    private Text() {}

    /** Text inside an element or a quoted attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A value as a person reads it.
     *
     * @param unit of Grafana: {@code percentunit}, {@code ms}, {@code cps}; others add nothing
     */
    static String shown(Object value, Frame.Column column, String unit) {
        if (value == null) {
            return "";
        }
        if (column.type().equals("time")) {
            return Instant.ofEpochMilli(((Number) value).longValue()).toString();
        }
        return value instanceof Number number
                ? number(number.doubleValue(), unit)
                : value.toString();
    }

    /** Hours, minutes and seconds, the two greatest that are not 0. */
    static String duration(long seconds) {
        String text = "";
        long rest = seconds;
        int parts = 0;
        for (Map.Entry<String, Long> size : SIZES) {
            long count = rest / size.getValue();
            if (count > 0 && parts++ < 2) {
                text += (text.isEmpty() ? "" : " ") + count + " " + size.getKey();
            }
            rest -= count * size.getValue();
        }
        return text.isEmpty() ? "0 s" : text;
    }

    static String number(double value, String unit) {
        return switch (unit) {
            case "percentunit" -> number(value * 100) + " %";
            case "ms" -> number(value) + " ms";
            case "cps" -> number(value) + "/s";
            default -> number(value);
        };
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (Math.abs(value) >= 10_000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        BigDecimal round = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? round.toString() : round.toPlainString();
    }

    /** All of an answer, unrounded; what a spreadsheet would run as a formula is kept as text. */
    static String csv(Frame frame) {
        String header =
                frame.columns().stream()
                        .map(column -> cell(column.name()))
                        .collect(Collectors.joining(","));
        return frame.rows().stream()
                .map(row -> line(frame.columns(), row))
                .collect(Collectors.joining("\r\n", header + "\r\n", "\r\n"));
    }

    private static String line(List<Frame.Column> columns, List<Object> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            boolean time = columns.get(i).type().equals("time");
            line.append(i == 0 ? "" : ",")
                    .append(
                            value instanceof Number && !time
                                    ? value.toString()
                                    : cell(shown(value, columns.get(i), "")));
        }
        return line.toString();
    }

    private static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
