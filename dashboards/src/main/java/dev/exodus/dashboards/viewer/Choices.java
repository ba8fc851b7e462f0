package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Board.Variable;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.TimeRange;
import dev.exodus.dashboards.sql.Variables;
import dev.exodus.dashboards.sql.Variables.Choice;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of a board: what can be chosen, and what is. */
final class Choices {
    /** What the page sends for "All". */
    static final String ALL = "$__all";

    private Choices() {}

    /** A value and how it is shown. */
    record Offer(String text, String value) {}

    /** What can be chosen, by the name of the variable. */
    static Map<String, List<Offer>> offers(Board board, Database database, TimeRange range)
            throws SQLException {
        Map<String, List<Offer>> offers = new LinkedHashMap<>();
        for (Variable variable : board.variables()) {
            offers.put(variable.name(), offers(variable, database, range));
        }
        return offers;
    }

    private static List<Offer> offers(Variable variable, Database database, TimeRange range)
            throws SQLException {
        if (variable.type().equals("custom")) {
            return Arrays.stream(variable.query().split(",")).map(Choices::custom).toList();
        }
        String sql = Query.text(variable.query(), range, Map.of());
        Frame frame = Query.run(database, variable.name(), sql);
        int text = column(frame, "__text");
        int value = column(frame, "__value");
        return frame.rows().stream()
                .map(
                        row ->
                                new Offer(
                                        String.valueOf(row.get(text)),
                                        String.valueOf(row.get(value))))
                .toList();
    }

    private static Offer custom(String part) {
        String[] pair = part.strip().split("\\s*:\\s*", 2);
        return new Offer(pair[0], pair[pair.length - 1]);
    }

    private static int column(Frame frame, String name) {
        for (int i = 0; i < frame.columns().size(); i++) {
            if (frame.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        return 0;
    }

    /**
     * What is chosen, by the name of the variable.
     *
     * @param named values by the name of the variable; where there are none, the file's own hold
     */
    static Map<String, Choice> chosen(
            Board board, Map<String, List<String>> named, Database database, TimeRange range)
            throws SQLException {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        for (Variable variable : board.variables()) {
            List<String> values = named.getOrDefault(variable.name(), List.of());
            if (values.isEmpty()) {
                values = initial(variable);
            }
            if (values.contains(ALL)) {
                values =
                        offers(variable, database, range).stream()
                                .map(Offer::value)
                                .distinct()
                                .toList();
            }
            if (values.isEmpty()) {
                // No row equals it, and the list stays valid SQL.
                values = List.of("");
            }
            chosen.put(variable.name(), new Variables.Choice(values, variable.list()));
        }
        return chosen;
    }

    private static List<String> initial(Variable variable) {
        var value = variable.current().path("value");
        if (value.isArray()) {
            return java.util.stream.StreamSupport.stream(value.spliterator(), false)
                    .map(v -> v.asText())
                    .toList();
        }
        return value.isMissingNode() ? List.of() : List.of(value.asText());
    }
}
