package dev.exodus.standalone.lake;

import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds facts that are in the lake more than once, and leaves each once.
 *
 * <p>That happens when a job goes on from an older checkpoint than its newest: it writes again what
 * is in files that it had committed in between, which nobody takes back. Readers of the newest
 * facts do not see it; whoever adds up rows would.
 */
public final class Repair {
    private final Path lake;
    private final Duration abandonedAfter;

    public Repair(Path lake) {
        this(lake, Compaction.ABANDONED_AFTER);
    }

    /**
     * @param abandonedAfter as of a {@link Compaction}
     */
    public Repair(Path lake, Duration abandonedAfter) {
        this.lake = lake;
        this.abandonedAfter = abandonedAfter;
    }

    /**
     * A day of a table with facts that are there more than once.
     *
     * @param surplus rows more than facts
     * @param differing rows among them whose columns are not those of the row kept: two contents of
     *     one revision, of which neither is the newest once the job has caught up
     */
    public record Day(FactType type, Path folder, long surplus, long differing) {}

    /** The days to repair. */
    public List<Day> find() throws IOException, SQLException {
        List<Day> found = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (FactType type : FactType.values()) {
                if (type.inLake()) {
                    for (Path folder : LakeFolders.of(lake, type)) {
                        if (Compaction.files(folder).stream().anyMatch(Compaction::isVisible)) {
                            count(statement, type, folder, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void count(Statement statement, FactType type, Path folder, List<Day> found)
            throws SQLException {
        String query =
                "SELECT count(*) AS all_rows, count(DISTINCT (%s)) AS facts, count(DISTINCT (%s)) AS contents FROM %s"
                        .formatted(
                                Compaction.fact(type),
                                Compaction.names(type.columns()),
                                Compaction.source(folder));
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            long facts = row.getLong("facts");
            long surplus = row.getLong("all_rows") - facts;
            if (surplus > 0) {
                found.add(new Day(type, folder, surplus, row.getLong("contents") - facts));
            }
        }
    }

    /**
     * Leaves each fact of a day once.
     *
     * @throws IOException if a job is still writing to that day
     */
    public void repair(Day day) throws IOException, SQLException {
        new Compaction(lake, abandonedAfter).once(day.type(), day.folder());
    }
}
