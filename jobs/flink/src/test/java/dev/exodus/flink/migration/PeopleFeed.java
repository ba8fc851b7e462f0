package dev.exodus.flink.migration;

import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sign-ups and connections in two partitions each, some of them late: of the 1,000 who cannot
 * connect to line 200 go to viber, and half of these connect there the day after. When all is told
 * heartbeats go on for ever.
 */
final class PeopleFeed {
    static final long ENDLESS = 1L << 40;

    private static final long MINUTE = 60_000;
    private static final Map<Feed, List<List<FeedRecord>>> FEEDS = feeds();

    private PeopleFeed() {}

    /** The records of a partition are those of one half of the indices. */
    static FeedRecord record(Feed feed, long index) {
        int partition = (int) (2 * index / ENDLESS);
        long offset = index % (ENDLESS / 2);
        List<FeedRecord> records = FEEDS.get(feed).get(partition);
        FeedRecord of = records.get((int) Math.min(offset, records.size() - 1));
        FeedRecord record = record(of.service, of.counter, of.person, 0);
        record.kind = of.kind;
        record.eventTime = of.eventTime;
        record.recordTime = of.eventTime;
        record.partition = partition;
        record.offset = offset;
        return record;
    }

    private static Map<Feed, List<List<FeedRecord>>> feeds() {
        Map<Feed, List<List<FeedRecord>>> feeds = new EnumMap<>(Feed.class);
        for (Feed feed : PeoplePipeline.FEEDS) {
            List<FeedRecord> all = new ArrayList<>();
            for (int person = 1; person <= 1000; person++) {
                live(feed, person, all);
            }
            for (int minute = 0; minute <= OutageElsewhere.SETTLED + 5; minute++) {
                FeedRecord heartbeat = record(null, 0, minute % 2, minute);
                heartbeat.kind = FeedRecord.Kind.HEARTBEAT;
                all.add(heartbeat);
            }
            all.sort(Comparator.comparingLong(PeopleFeed::sent));
            List<List<FeedRecord>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
            all.forEach(record -> partitions.get((int) (record.person % 2)).add(record));
            feeds.put(feed, partitions);
        }
        return feeds;
    }

    /** Late by less than what is allowed. */
    private static long sent(FeedRecord record) {
        boolean heartbeat = record.kind == FeedRecord.Kind.HEARTBEAT;
        return heartbeat ? record.eventTime : record.eventTime + record.person % 9 * MINUTE;
    }

    private static void live(Feed feed, int person, List<FeedRecord> out) {
        long down = OutageElsewhere.DOWN + person % 60;
        if (feed == Feed.SIGNUP) {
            Signup.Step step = person <= 200 ? Signup.Step.COMPLETED : Signup.Step.REQUESTED;
            out.add(record("viber", step.ordinal(), person, down));
            return;
        }
        out.add(record("line", Connection.Outcome.OK.ordinal(), person, 1));
        out.add(record("line", Connection.Outcome.TIMEOUT.ordinal(), person, down));
        out.add(record("line", Connection.Outcome.AUTH_FAILED.ordinal(), 5000 + person, down));
        if (person <= 200 && person % 4 < 2) {
            long day1 = OutageElsewhere.UP + 600;
            out.add(record("viber", Connection.Outcome.OK.ordinal(), person, day1));
        }
    }

    private static FeedRecord record(String service, int counter, long person, long minute) {
        FeedRecord record = new FeedRecord();
        record.kind = FeedRecord.Kind.EVENT;
        record.service = service;
        record.country = "DE";
        record.counter = counter;
        record.person = person;
        record.weight = 1;
        record.eventTime = (OutageElsewhere.DAY + minute) * MINUTE;
        record.recordTime = record.eventTime;
        record.value = new byte[0];
        return record;
    }
}
