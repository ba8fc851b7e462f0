package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that changes give. */
final class Cohorts {
    private final Map<String, SmsFunnel> rows = new HashMap<>();

    static Cohorts of(List<CohortChange> changes) {
        CohortBundle bundle = new CohortBundle();
        changes.forEach(bundle::add);
        Cohorts cohorts = new Cohorts();
        bundle.drain(
                minute ->
                        minute.emit(
                                true,
                                false,
                                1,
                                row ->
                                        cohorts.rows.put(
                                                key(
                                                        row.time().getEpochSecond() / 60,
                                                        row.country(),
                                                        row.carrier()),
                                                row)));
        return cohorts;
    }

    private static String key(long minute, String country, String carrier) {
        return minute + " " + country + " " + carrier;
    }

    /** The row of the minute in which a time is, epoch milliseconds. */
    SmsFunnel row(long time, String country, String carrier) {
        return rows.get(key(Math.floorDiv(time, 60_000L), country, carrier));
    }

    Map<String, SmsFunnel> rows() {
        return rows;
    }
}
