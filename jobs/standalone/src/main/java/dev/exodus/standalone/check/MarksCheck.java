package dev.exodus.standalone.check;

import dev.exodus.simulator.scenario.Scenario;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds the marks in PostgreSQL against an answer key: what people were told, and no more. */
public final class MarksCheck {
    private static final String MARKS =
            "SELECT kind, service, country, starts_at, ends_at, label, source FROM exodus.mark"
                    + " WHERE NOT removed ORDER BY starts_at, label";

    private MarksCheck() {}

    /**
     * Runs the comparison.
     *
     * @param told the marks of the key
     * @param postgres reads schema exodus
     * @return what is wrong
     */
    public static List<String> run(List<Scenario.Mark> told, Connection postgres)
            throws SQLException {
        List<Scenario.Mark> surplus = stored(postgres);
        List<String> differences = new ArrayList<>();
        for (Scenario.Mark mark : told) {
            if (!surplus.remove(mark)) {
                differences.add("PostgreSQL mark is missing: " + mark);
            }
        }
        surplus.forEach(mark -> differences.add("PostgreSQL mark should not be there: " + mark));
        return differences;
    }

    private static List<Scenario.Mark> stored(Connection postgres) throws SQLException {
        List<Scenario.Mark> marks = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet row = statement.executeQuery(MARKS)) {
            while (row.next()) {
                marks.add(
                        new Scenario.Mark(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                time(row.getTimestamp(4)),
                                time(row.getTimestamp(5)),
                                row.getString(6),
                                row.getString(7)));
            }
        }
        return marks;
    }

    private static Instant time(Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
