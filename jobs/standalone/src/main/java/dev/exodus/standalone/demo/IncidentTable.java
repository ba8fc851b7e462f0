package dev.exodus.standalone.demo;

import dev.exodus.standalone.check.StoredIncident;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.sql.ResultTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The incidents of a run: what happened to whom, from when to when, how badly. */
final class IncidentTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private IncidentTable() {}

    /** Those in a lake, in order of time. */
    static ResultTable of(Path lake) throws SQLException {
        try (Connection duckDb = LakeDatabase.open(lake)) {
            return new ResultTable(
                    List.of("service", "incident", "severity", "of usual", "known at", "from - to"),
                    List.of(false, false, false, true, true, false),
                    StoredIncident.inLake(duckDb).stream().map(IncidentTable::row).toList());
        }
    }

    private static List<String> row(StoredIncident incident) {
        return List.of(
                incident.service(),
                incident.kind(),
                incident.severity(),
                String.format(Locale.ROOT, "%.0f %%", 100 * incident.ratio()),
                TIME.format(incident.knownAt()),
                incident.parts().stream()
                        .map(part -> time(part.start()) + " - " + time(part.end()))
                        .collect(Collectors.joining(", ")));
    }

    private static String time(Instant time) {
        return time == null ? "still going on" : TIME.format(time);
    }
}
