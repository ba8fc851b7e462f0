package dev.exodus.standalone.demo;

import dev.exodus.simulator.answer.Summary;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.sql.ResultTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What came out of a run, beside what the answer key says. */
final class Outcome {
    private static final String DAYS =
            "SELECT service, CAST(day AS VARCHAR), registrations FROM registrations_1d_latest"
                    + " WHERE country = '*'";
    private static final String PEAKS =
            "SELECT service, 'peak second', max(registrations) FROM registrations_1s_latest"
                    + " GROUP BY service";
    private static final String PEAK_TIMES =
            "SELECT service, 'peak at', CAST(epoch(min(time)) AS BIGINT)"
                    + " FROM registrations_1s_latest r WHERE registrations > 0 AND registrations ="
                    + " (SELECT max(registrations) FROM registrations_1s_latest"
                    + " WHERE service = r.service) GROUP BY service";
    private static final String SMS =
            "UNPIVOT (SELECT service, CAST(sum(requested) AS BIGINT) AS requested,"
                    + " CAST(sum(sent) AS BIGINT) AS sent,"
                    + " CAST(sum(delivered) AS BIGINT) AS delivered,"
                    + " CAST(sum(failed) AS BIGINT) AS failed,"
                    + " CAST(sum(expired) AS BIGINT) AS expired,"
                    + " CAST(sum(verified) AS BIGINT) AS verified"
                    + " FROM sms_1s_latest GROUP BY service)"
                    + " ON requested, sent, delivered, failed, expired, verified";
    private static final String CONNECTIONS =
            "SELECT service, 'connections', CAST(sum(attempts) AS BIGINT)"
                    + " FROM connections_1s_latest GROUP BY service";
    private static final String LEDGER =
            "UNPIVOT (SELECT feed, CAST(sum(read) AS BIGINT) AS read,"
                    + " CAST(sum(counted) AS BIGINT) AS counted,"
                    + " CAST(sum(duplicate) AS BIGINT) AS duplicate,"
                    + " CAST(sum(late) AS BIGINT) AS late,"
                    + " CAST(sum(rejected) AS BIGINT) AS rejected FROM feed_1m_latest"
                    + " GROUP BY feed) ON read, counted, duplicate, late, rejected";

    private final List<List<String>> rows = new ArrayList<>();
    private boolean exact = true;

    private Outcome() {}

    /** Compares the totals in a lake with those of the key. */
    static Outcome of(Path lake, Summary key) throws SQLException {
        Outcome outcome = new Outcome();
        try (Connection duckdb = LakeDatabase.open(lake);
                Statement statement = duckdb.createStatement()) {
            Map<String, Long> found = new java.util.TreeMap<>();
            for (String query : List.of(DAYS, PEAKS, PEAK_TIMES, SMS, CONNECTIONS, LEDGER)) {
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        found.put(row.getString(1) + "/" + row.getString(2), row.getLong(3));
                    }
                }
            }
            outcome.services(key, found);
            outcome.feeds(key, found);
        }
        return outcome;
    }

    private void services(Summary key, Map<String, Long> found) {
        key.totals()
                .forEach(
                        (service, totals) -> {
                            totals.registrationsPerDay()
                                    .forEach((day, n) -> row(service, day, found, n));
                            row(service, "peak second", found, totals.peak());
                            if (totals.peakTime() != null) {
                                row(service, "peak at", found, totals.peakTime().getEpochSecond());
                            }
                            totals.sms().forEach((status, n) -> row(service, status, found, n));
                            long attempts =
                                    totals.connections().values().stream().mapToLong(n -> n).sum();
                            row(service, "connections", found, attempts);
                        });
    }

    private void feeds(Summary key, Map<String, Long> found) {
        key.feeds()
                .forEach(
                        (feed, ledger) -> {
                            row(feed, "counted", found, ledger.counted());
                            row(feed, "duplicate", found, ledger.duplicate());
                            row(feed, "late", found, ledger.late());
                            row(feed, "rejected", found, ledger.rejected());
                        });
    }

    private void row(String whose, String what, Map<String, Long> found, long expected) {
        long value = found.getOrDefault(whose + "/" + what, 0L);
        exact &= value == expected;
        rows.add(
                List.of(
                        whose,
                        what,
                        text(what, value),
                        text(what, expected),
                        value == expected ? "equal" : "DIFFERENT"));
    }

    private static String text(String what, long value) {
        return what.equals("peak at")
                ? java.time.Instant.ofEpochSecond(value).toString()
                : Long.toString(value);
    }

    /** Whether all totals are those of the key. */
    boolean exact() {
        return exact;
    }

    ResultTable table() {
        return new ResultTable(
                List.of("service or feed", "what", "found", "answer key", ""),
                List.of(false, false, true, true, false),
                Collections.unmodifiableList(rows));
    }
}
