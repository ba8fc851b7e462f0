package dev.exodus.core.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was last worked out of codes for the countries of each incident and destination, since each
 * asks for all; it can be worked out again at any time.
 */
final class CodeTables {
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Window window, long clock, Map<String, CodeColumns> columns) {}

    /**
     * The columns of a question.
     *
     * @param window minutes from the outage's start
     * @param clock minute through which codes are known
     */
    CodeColumns of(
            MigrationState state, CodeStore store, Question question, Window window, long clock) {
        if (question.isOfAll()) {
            return new CodeFigures(store, question.destination(), window).all();
        }
        String table = question.incident().incidentId() + " " + question.destination();
        Known last = known.get(table);
        if (last == null
                || !last.window().equals(window)
                || last.clock() != clock
                || !last.columns().containsKey(question.country())) {
            last =
                    new Known(
                            window,
                            clock,
                            new CodeFigures(store, question.destination(), window)
                                    .of(state.singleCountriesOf(question.destination())));
            known.put(table, last);
        }
        return last.columns().get(question.country());
    }

    void forgetIf(Predicate<String> gone) {
        known.keySet().removeIf(gone);
    }
}
