package dev.exodus.standalone.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a row of migration says of people, or one of incident_people, which has no destination.
 *
 * @param country * for all; null if nothing is told of the incident
 * @param start of the incident
 * @param end of the incident; null while it goes on
 * @param through event time that the row knows of
 * @param figures by column; those that are NULL are missing
 * @param due when the next NULL figure becomes known
 * @param withheld whether figures are withheld
 */
public record StoredPeople(
        String incident,
        String source,
        String destination,
        String country,
        Instant start,
        Instant end,
        Instant through,
        Map<String, Double> figures,
        Instant due,
        boolean withheld,
        boolean codesWithheld) {
    public static final String ALL = "*";
    public static final String MIGRATED = "migrated";
    public static final String LO95 = "migrated_lo95";
    public static final String HI95 = "migrated_hi95";
    public static final String LIFT = "lift";
    public static final String RETAINED_1 = "retained_day1";
    public static final String RETAINED_7 = "retained_day7";
    public static final String RETAINED_28 = "retained_day28";
    public static final String RETURNED = "returned_day7";
    public static final String BOTH = "multihoming_day7";
    static final String AFFECTED = "people_affected";
    static final String LOWER = "people_lower";
    static final String UPPER = "people_upper";
    private static final List<String> FIGURES =
            List.of(
                    MIGRATED,
                    LO95,
                    HI95,
                    LIFT,
                    RETAINED_1,
                    RETAINED_7,
                    RETAINED_28,
                    RETURNED,
                    BOTH);
    private static final String ROWS =
            "SELECT m.incident_id, m.source, m.destination, m.country, i.started_at, i.ended_at,"
                    + " m.computed_through, m.due_at, m.suppressed_cells,"
                    + " m.requested IS NOT NULL AND m.suppressed IS NULL AS codes_withheld, "
                    + String.join(", ", FIGURES)
                    + " FROM exodus.migration m JOIN exodus.incident i USING (incident_id)"
                    + " WHERE i.parts <> '[]'"
                    + " ORDER BY i.started_at, m.source, m.destination, m.country";

    private static final List<String> FIGURES_OF_AFFECTED = List.of(AFFECTED, LOWER, UPPER);
    private static final String ROWS_OF_AFFECTED =
            "SELECT i.incident_id, i.service AS source, NULL AS destination, p.country,"
                    + " i.started_at, i.ended_at, p.computed_through, NULL::timestamptz AS due_at,"
                    + " p.suppressed_cells, false AS codes_withheld, "
                    + String.join(", ", FIGURES_OF_AFFECTED)
                    + " FROM exodus.incident i LEFT JOIN exodus.incident_people p USING"
                    + " (incident_id) WHERE i.parts <> '[]' AND i.kind IN ('outage',"
                    + " 'degradation') ORDER BY i.started_at, i.service, p.country";

    public StoredPeople {
        figures = Map.copyOf(figures);
    }

    /** All rows of migration. */
    public static List<StoredPeople> in(Connection postgres) throws SQLException {
        return read(postgres, ROWS, FIGURES);
    }

    /** Those of incident_people, and one without a country of each outage that has none. */
    static List<StoredPeople> affectedIn(Connection postgres) throws SQLException {
        return read(postgres, ROWS_OF_AFFECTED, FIGURES_OF_AFFECTED);
    }

    private static List<StoredPeople> read(Connection postgres, String query, List<String> names)
            throws SQLException {
        List<StoredPeople> rows = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                Map<String, Double> figures = new TreeMap<>();
                for (String figure : names) {
                    double value = row.getDouble(figure);
                    if (!row.wasNull()) {
                        figures.put(figure, value);
                    }
                }
                rows.add(
                        new StoredPeople(
                                row.getString("incident_id"),
                                row.getString("source"),
                                row.getString("destination"),
                                row.getString("country"),
                                time(row.getTimestamp("started_at")),
                                time(row.getTimestamp("ended_at")),
                                time(row.getTimestamp("computed_through")),
                                figures,
                                time(row.getTimestamp("due_at")),
                                row.getBoolean("suppressed_cells"),
                                row.getBoolean("codes_withheld")));
            }
        }
        return rows;
    }

    private static Instant time(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Whether the row says that nothing is left of the incident in a country. */
    boolean isTakenBack() {
        return !ALL.equals(country) && !withheld && Double.valueOf(0).equals(figure(AFFECTED));
    }

    /** A figure; null if not told. */
    public Double figure(String name) {
        return figures.get(name);
    }

    /** The row with another value of a figure, or without it. */
    StoredPeople with(String name, Double value) {
        Map<String, Double> changed = new TreeMap<>(figures);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new StoredPeople(
                incident,
                source,
                destination,
                country,
                start,
                end,
                through,
                changed,
                due,
                withheld,
                codesWithheld);
    }
}
