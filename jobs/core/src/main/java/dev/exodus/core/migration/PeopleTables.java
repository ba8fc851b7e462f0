package dev.exodus.core.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was last worked out of people for each incident and destination, since all its countries ask
 * for the same; it can be worked out again at any time.
 */
final class PeopleTables {
    private final Map<String, Known> known = new HashMap<>();

    /** What was worked out for one moment. */
    private record Known(Moment moment, Map<String, PeopleColumns> columns) {}

    /**
     * All that the figures depend on besides who was seen.
     *
     * @param now minute through which people are looked at
     * @param after figures that were due by then are not asked for
     */
    record Moment(PeopleWindows windows, long now, long after) {}

    /** The columns of a country. */
    PeopleColumns of(
            MigrationState state,
            PeopleStore store,
            Question question,
            Moment moment,
            long lateness) {
        String table = question.incident().incidentId() + " " + question.destination();
        Known last = known.get(table);
        if (last == null
                || !last.moment().equals(moment)
                || !last.columns().containsKey(question.country())) {
            PeopleFigures figures =
                    new PeopleFigures(
                            store,
                            question.incident().service(),
                            question.destination(),
                            state.singleCountriesOf(question.destination()),
                            moment.windows(),
                            moment.now(),
                            lateness);
            last = new Known(moment, figures.columns(moment.after()));
            known.put(table, last);
        }
        return last.columns().get(question.country());
    }

    void forgetIf(Predicate<String> gone) {
        known.keySet().removeIf(gone);
    }
}
