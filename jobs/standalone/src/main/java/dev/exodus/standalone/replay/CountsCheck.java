package dev.exodus.standalone.replay;

import dev.exodus.schemas.events.Feed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Compares what is stored of a replayed service with its counts, minute by minute and in both
 * directions. A minute that was not observed must have no row, and none of its seconds be covered.
 */
final class CountsCheck {
    private static final int DIFFERENCES_SHOWN = 20;

    private final String service;
    private final Feed feed;
    private final Counts counts;
    private final TreeMap<Long, Minute> expected = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private long compared;
    private long totalDifferences;

    /**
     * What is known of a minute.
     *
     * @param events of the minute's row; -1 without a row
     * @param covered seconds of the minute's row that were observed
     * @param rows how many of its seconds have a row
     * @param inSeconds events of these rows
     * @param ofFeed seconds observed by the ledger of the feed
     */
    private record Minute(long events, long covered, long rows, long inSeconds, long ofFeed) {
        static final Minute UNSEEN = new Minute(-1, 0, 0, 0, 0);

        Minute row(long count, long seconds) {
            return new Minute(count, seconds, rows, inSeconds, ofFeed);
        }

        Minute seconds(long number, long count) {
            return new Minute(events, covered, number, count, ofFeed);
        }

        Minute feed(long seconds) {
            return new Minute(events, covered, rows, inSeconds, seconds);
        }

        /** As in the minute of the closing heartbeat. */
        boolean ofFeedAlone() {
            return events < 0 && rows == 0;
        }

        @Override
        public String toString() {
            return ofFeedAlone()
                    ? "no row, %d s observed".formatted(ofFeed)
                    : "%d events in %d s, %d in %d rows of seconds, %d s observed"
                            .formatted(events, covered, inSeconds, rows, ofFeed);
        }
    }

    CountsCheck(String service, Feed feed, Counts counts) {
        this.service = service;
        this.feed = feed;
        this.counts = counts;
        expect();
    }

    /** A service is known, and has rows, from its first event. */
    private void expect() {
        boolean known = false;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            for (int from = 0; from < counts.step(); from += 60) {
                long rows = 0;
                long events = 0;
                for (int second = from; second < from + 60; second++) {
                    long count = counts.inSecond(bucket, second);
                    known |= count > 0;
                    rows += known ? 1 : 0;
                    events += count;
                }
                Minute minute = Minute.UNSEEN.feed(60);
                expected.put(
                        counts.times()[bucket] + from,
                        known ? minute.row(events, 60).seconds(rows, events) : minute);
            }
        }
    }

    /**
     * @param postgres reads schema exodus
     * @param duckDb has the views of the lake
     */
    CountsReport run(Connection postgres, Connection duckDb) throws SQLException {
        compare("PostgreSQL", stored(postgres, "exodus.", ""));
        compare("Parquet", stored(duckDb, "", "_latest"));
        long minutes = expected.size();
        return new CountsReport(
                totalDifferences == 0,
                service,
                feed.wireName(),
                counts.from().toString(),
                counts.to().toString(),
                minutes,
                (counts.to().getEpochSecond() - counts.from().getEpochSecond()) / 60 - minutes,
                counts.gaps(),
                counts.total(),
                compared,
                differences,
                totalDifferences);
    }

    private TreeMap<Long, Minute> stored(Connection connection, String schema, String newest)
            throws SQLException {
        boolean signup = feed == Feed.SIGNUP;
        String table = schema + (signup ? "registrations" : "connections");
        String count = signup ? "registrations" : "attempts";
        String minute = "CAST(extract(epoch FROM date_trunc('minute', time)) AS bigint)";
        String whole = " WHERE service = ? AND country = '*' AND platform = '*'";
        TreeMap<Long, Minute> stored = new TreeMap<>();
        read(
                connection,
                "SELECT %s, %s, covered_seconds FROM %s_1m%s%s"
                        .formatted(minute, count, table, newest, whole),
                service,
                row -> merge(stored, row).row(row.getLong(2), row.getLong(3)),
                stored);
        read(
                connection,
                "SELECT %s, count(*), CAST(sum(%s) AS bigint) FROM %s_1s%s WHERE service = ? GROUP BY 1"
                        .formatted(minute, count, table, newest),
                service,
                row -> merge(stored, row).seconds(row.getLong(2), row.getLong(3)),
                stored);
        read(
                connection,
                "SELECT %s, covered_seconds FROM %sfeed_1m%s WHERE feed = ?"
                        .formatted(minute, schema, newest),
                feed.wireName(),
                row -> merge(stored, row).feed(row.getLong(2)),
                stored);
        stored.values().removeIf(Minute.UNSEEN::equals);
        return stored;
    }

    private interface Row {
        Minute of(ResultSet row) throws SQLException;
    }

    private static Minute merge(TreeMap<Long, Minute> stored, ResultSet row) throws SQLException {
        return stored.getOrDefault(row.getLong(1), Minute.UNSEEN);
    }

    private static void read(
            Connection connection,
            String sql,
            String parameter,
            Row mapping,
            TreeMap<Long, Minute> stored)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    stored.put(row.getLong(1), mapping.of(row));
                }
            }
        }
    }

    private void compare(String store, TreeMap<Long, Minute> stored) {
        long end = counts.to().plus(CountsPlayer.CLOSING).getEpochSecond();
        for (long minute = counts.from().getEpochSecond(); minute < end; minute += 60) {
            Minute want = expected.getOrDefault(minute, Minute.UNSEEN);
            Minute found = stored.remove(minute);
            compared++;
            if (!want.equals(found == null ? Minute.UNSEEN : found)) {
                differ(
                        store,
                        minute,
                        (found == null ? Minute.UNSEEN : found) + ", expected " + want);
            }
        }
        stored.forEach(
                (minute, found) -> {
                    if (!found.ofFeedAlone()) {
                        differ(store, minute, found + ", outside the counts");
                    }
                });
    }

    private void differ(String store, long minute, String what) {
        totalDifferences++;
        if (differences.size() < DIFFERENCES_SHOWN) {
            differences.add(store + " " + Instant.ofEpochSecond(minute) + ": " + what);
        }
    }
}
