package dev.exodus.standalone.demo;

import dev.exodus.standalone.check.StoredPeople;
import dev.exodus.standalone.sql.ResultTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Who moved because of an outage, and what became of those who came while it lasted: who stayed,
 * came back and uses both; of all countries.
 */
final class PeopleTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PeopleTable() {}

    static ResultTable of(List<StoredPeople> rows) {
        return new ResultTable(
                List.of(
                        "outage of",
                        "moved to",
                        "people",
                        "at least",
                        "at most",
                        "times chance",
                        "stayed day 1",
                        "day 7",
                        "day 28",
                        "came back",
                        "use both",
                        "due next"),
                List.of(false, false, true, true, true, true, true, true, true, true, true, false),
                rows.stream()
                        .filter(row -> row.country().equals(StoredPeople.ALL))
                        .map(PeopleTable::row)
                        .toList());
    }

    private static List<String> row(StoredPeople row) {
        return List.of(
                row.source(),
                row.destination(),
                text(row, StoredPeople.MIGRATED, "%.0f", 0),
                text(row, StoredPeople.LO95, "%.0f", 0),
                text(row, StoredPeople.HI95, "%.0f", 0),
                text(row, StoredPeople.LIFT, "%.1f", 0),
                percent(row, StoredPeople.RETAINED_1, 1),
                percent(row, StoredPeople.RETAINED_7, 7),
                percent(row, StoredPeople.RETAINED_28, 28),
                percent(row, StoredPeople.RETURNED, 7),
                percent(row, StoredPeople.BOTH, 7),
                row.due() == null ? "" : TIME.format(row.due()));
    }

    private static String percent(StoredPeople row, String figure, int days) {
        Double share = row.figure(figure);
        return share == null
                ? text(row, figure, "", days)
                : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** What is not there is not due yet, or speaks of too few people. */
    private static String text(StoredPeople row, String figure, String format, int days) {
        Double value = row.figure(figure);
        if (value != null) {
            return String.format(Locale.ROOT, format, value);
        }
        Instant known = row.end() == null ? Instant.MAX : row.end().plus(Duration.ofDays(days));
        return days > 0 && row.through().isBefore(known) || row.end() == null
                ? "not due yet"
                : row.withheld() ? "too few" : "unknown";
    }
}
