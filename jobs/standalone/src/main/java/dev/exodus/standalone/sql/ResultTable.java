package dev.exodus.standalone.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a query, as text.
 *
 * @param names of the columns
 * @param numeric which columns are aligned to the right
 * @param rows a null value is empty
 */
public record ResultTable(List<String> names, List<Boolean> numeric, List<List<String>> rows) {

    /** Reads all of an answer. Times are given in UTC. */
    public static ResultTable read(ResultSet answer) throws SQLException {
        ResultSetMetaData columns = answer.getMetaData();
        List<String> names = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
            numeric.add(isNumeric(columns.getColumnType(i)));
        }
        List<List<String>> rows = new ArrayList<>();
        while (answer.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                row.add(text(answer.getObject(i)));
            }
            rows.add(row);
        }
        return new ResultTable(names, numeric, rows);
    }

    private static boolean isNumeric(int type) {
        return switch (type) {
            case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.DOUBLE,
                    Types.REAL,
                    Types.NUMERIC,
                    Types.DECIMAL ->
                    true;
            default -> false;
        };
    }

    private static String text(Object value) {
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        return value == null ? "" : value.toString();
    }

    /** Columns of equal width below a header. */
    public void printAligned(Appendable out) throws IOException {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = names.get(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        line(out, names, widths);
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        line(out, rule, widths);
        for (List<String> row : rows) {
            line(out, row, widths);
        }
        out.append("(%d %s)%n".formatted(rows.size(), rows.size() == 1 ? "row" : "rows"));
    }

    private void line(Appendable out, List<String> values, int[] widths) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - values.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(numeric.get(i) ? padding + values.get(i) : values.get(i) + padding);
        }
        out.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    /** RFC 4180, with a header. */
    public void printCsv(Appendable out) throws IOException {
        csvLine(out, names);
        for (List<String> row : rows) {
            csvLine(out, row);
        }
    }

    private static void csvLine(Appendable out, List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            boolean quote = value.matches("(?s).*[\",\r\n].*");
            out.append(i == 0 ? "" : ",");
            out.append(quote ? '"' + value.replace("\"", "\"\"") + '"' : value);
        }
        out.append("\r\n");
    }
}
