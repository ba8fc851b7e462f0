package dev.exodus.standalone.demo;

import dev.exodus.standalone.check.StoredMigration;
import dev.exodus.standalone.sql.ResultTable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Who came to which service because of an outage elsewhere: of all countries. */
final class MigrationTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MigrationTable() {}

    static ResultTable of(List<StoredMigration> rows) {
        return new ResultTable(
                List.of(
                        "outage of",
                        "came to",
                        "registrations",
                        "because of it",
                        "at least",
                        "at most",
                        "of the news",
                        "how sure"),
                List.of(false, false, true, true, true, true, true, false),
                rows.stream().map(MigrationTable::row).toList());
    }

    private static List<String> row(StoredMigration row) {
        return List.of(
                row.source(),
                row.destination(),
                number(row.observed()),
                number(row.excess()),
                number(row.lo95()),
                number(row.hi95()),
                String.format(Locale.ROOT, "%.0f %%", 100 * row.newsShare()),
                howSure(row));
    }

    private static String number(Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String howSure(StoredMigration row) {
        String cause = row.unassignedShare() > 0 ? ", or because of another cause" : "";
        if (row.settled()) {
            return "settled" + cause;
        }
        return (row.end() == null
                        ? "still going on"
                        : "counted until " + TIME.format(row.end().plus(Duration.ofDays(1))))
                + cause;
    }
}
