package dev.exodus.standalone.check;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.answer.TruthMinute;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares every row of PostgreSQL and of the lake (newest fact of each key) with an answer key, in
 * both directions: missing, surplus and different rows are all found.
 */
public final class Check {
    /** So much is held in memory at a time. */
    private static final int MINUTES_AT_A_TIME = 20;

    private static final int DIFFERENCES_SHOWN = 20;

    private final AnswerKey key;
    private final List<StoredRows> stores;
    private final long settledMinute;
    private final Map<String, Long> compared = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private long totalDifferences;

    private Check(AnswerKey key, List<StoredRows> stores) {
        this.key = key;
        this.stores = stores;
        this.settledMinute = settledMinute(key.summary());
    }

    /**
     * The first epoch minute that need not be complete: the last heartbeats make everything before
     * it final.
     */
    public static long settledMinute(Summary summary) {
        long lastHeartbeat = summary.through().getEpochSecond() - 1;
        return Math.floorDiv(lastHeartbeat - summary.outOfOrdernessMs() / 1000 - 1, 60L);
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     * @param duckDb has a view per table of the lake
     * @param lake where the lake is
     */
    public static CheckReport run(AnswerKey key, Connection postgres, Connection duckDb, Path lake)
            throws IOException, SQLException {
        return new Check(
                        key,
                        List.of(StoredRows.inPostgres(postgres), StoredRows.inLake(duckDb, lake)))
                .run();
    }

    /**
     * Runs the comparison with the lake alone.
     *
     * @param duckDb has a view per table of the lake
     */
    public static CheckReport ofLake(AnswerKey key, Connection duckDb, Path lake)
            throws IOException, SQLException {
        return new Check(key, List.of(StoredRows.inLake(duckDb, lake))).run();
    }

    private CheckReport run() throws IOException, SQLException {
        long[] ledger = new long[6];
        for (Feed feed : Feed.values()) {
            Walk walk = new Walk(feed);
            for (Iterator<TruthMinute> minutes = key.minutes(feed); minutes.hasNext(); ) {
                TruthMinute minute = minutes.next();
                for (int i = 0; i < ledger.length; i++) {
                    ledger[i] += minute.ledger[i];
                }
                if (minute.minute < settledMinute) {
                    walk.minute(minute);
                }
            }
            walk.end();
        }
        return new CheckReport(
                totalDifferences == 0,
                compared,
                differences,
                totalDifferences,
                ledger[TruthMinute.COUNTED],
                ledger[TruthMinute.LATE],
                ledger[TruthMinute.DUPLICATE],
                ledger[TruthMinute.REJECTED],
                ledger[TruthMinute.READ],
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** One feed, minute by minute. */
    private final class Walk {
        private final Feed feed;
        private final ExpectedRows expected;
        private final Map<FactType, Map<List<Object>, List<Object>>> chunk =
                new EnumMap<>(FactType.class);
        private long from = Long.MIN_VALUE;
        private long next = Long.MIN_VALUE;

        Walk(Feed feed) {
            this.feed = feed;
            this.expected = new ExpectedRows(feed, key.summary());
        }

        /** Takes the next minute of the key. */
        void minute(TruthMinute minute) throws SQLException {
            // Before the first row there is none to compare; a history may lie there.
            if (from == Long.MIN_VALUE) {
                if (minute.cells.isEmpty() && !minute.isBooked()) {
                    return;
                }
                from = minute.minute;
                next = from;
            }
            silent(minute.minute);
            due(minute);
        }

        /** The key leaves out minutes without a record; their rows of zero are due too. */
        private void silent(long end) throws SQLException {
            while (next < end) {
                due(new TruthMinute(next));
            }
        }

        private void due(TruthMinute minute) throws SQLException {
            expected.minute(minute, this::put);
            next++;
            if (next - from >= MINUTES_AT_A_TIME) {
                compare(feed, chunk, from * 60, next * 60);
                from = next;
            }
        }

        /** Behind the last record that settled nothing was heard until the feed's end. */
        void end() throws SQLException {
            if (from != Long.MIN_VALUE) {
                silent(settledMinute);
            }
            compare(feed, chunk, from * 60, next * 60);
            if (feed == Feed.SIGNUP) {
                expected.days(this::put);
                compare(FactType.REGISTRATIONS_1D, chunk, 0, 0, null);
            }
        }

        private void put(String table, List<Object> k, List<Object> values) {
            chunk.computeIfAbsent(FactType.ofTable(table), type -> new HashMap<>()).put(k, values);
        }
    }

    private void compare(
            Feed feed, Map<FactType, Map<List<Object>, List<Object>>> chunk, long from, long to)
            throws SQLException {
        String prefix =
                switch (feed) {
                    case SIGNUP -> "registrations";
                    case SMS -> "sms";
                    case CONNECTION -> "connections";
                };
        for (String grain : new String[] {"_1s", "_1m", "_country_1s"}) {
            compare(FactType.ofTable(prefix + grain), chunk, from, to, null);
        }
        String ofFeed = "feed = '" + feed.wireName() + "'";
        compare(FactType.FEED_1M, chunk, from, to, ofFeed);
        compare(FactType.DEAD_LETTER_1M, chunk, from, to, ofFeed);
        chunk.clear();
    }

    private void compare(
            FactType type,
            Map<FactType, Map<List<Object>, List<Object>>> chunk,
            long from,
            long to,
            String filter)
            throws SQLException {
        Map<List<Object>, List<Object>> expected = chunk.getOrDefault(type, Map.of());
        for (StoredRows store : stores) {
            if (store.has(type)) {
                Map<List<Object>, List<Object>> stored = store.read(type, from, to, filter);
                compare(store.store(), type, expected, stored);
            }
        }
    }

    private void compare(
            String store,
            FactType type,
            Map<List<Object>, List<Object>> expected,
            Map<List<Object>, List<Object>> stored) {
        compared.merge(store + " " + type.table(), (long) expected.size(), Long::sum);
        expected.forEach(
                (k, values) -> {
                    List<Object> found = stored.remove(k);
                    if (found == null) {
                        differ(store, type, k, "is missing; expected " + values);
                    } else {
                        differ(store, type, k, values, found);
                    }
                });
        stored.forEach((k, found) -> differ(store, type, k, "should not be there: " + found));
    }

    private void differ(
            String store,
            FactType type,
            List<Object> k,
            List<Object> expected,
            List<Object> found) {
        for (int i = 0; i < expected.size(); i++) {
            Object want = expected.get(i);
            Object have = found.get(i);
            boolean same =
                    want instanceof ExpectedRows.Quantile quantile
                            ? have != null && quantile.admits(have)
                            : Objects.equals(want, have);
            if (!same) {
                String column = valueColumns(type).get(i);
                differ(store, type, k, column + " is " + have + ", expected " + want);
                return;
            }
        }
    }

    private static List<String> valueColumns(FactType type) {
        return type.columns().stream()
                .filter(column -> !column.key() && !column.name().equals("generation"))
                .map(Column::name)
                .toList();
    }

    private void differ(String store, FactType type, List<Object> k, String what) {
        totalDifferences++;
        if (differences.size() < DIFFERENCES_SHOWN) {
            differences.add(store + " " + type.table() + " " + k + " " + what);
        }
    }
}
