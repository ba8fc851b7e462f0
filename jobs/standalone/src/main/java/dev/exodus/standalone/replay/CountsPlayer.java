package dev.exodus.standalone.replay;

import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Event;
import dev.exodus.schemas.events.EventJson;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.EventSink;
import dev.exodus.standalone.heartbeat.Heartbeats;
import java.io.IOException;
import java.time.Duration;

/**
 * Plays counts as a feed: one event for each second that has any, its weight being how many, and
 * heartbeats in every partition as often as it takes for every second of a bucket to be covered.
 * Where a bucket is missing there is neither, so that those seconds are not.
 */
final class CountsPlayer {
    /** So far behind the end everything is final: the allowed lateness and some more. */
    static final Duration CLOSING = Duration.ofMinutes(12);

    /** A partition that is silent for no longer is covered. */
    private static final long BEAT = RatesOptions.GAP_AFTER.defaultValue().toSeconds();

    private static final String PRODUCER = "replay";

    /** "Unknown or unspecified country" of ISO 3166-1's user-assigned codes, as CLDR uses it. */
    private static final String COUNTRY = "ZZ";

    private final String service;
    private final Feed feed;
    private final EventSink sink;
    private final int partitions;

    /**
     * @throws IllegalArgumentException if the feed is SMS: its counts are no series of attempts
     */
    CountsPlayer(String service, Feed feed, EventSink sink) {
        if (feed == Feed.SMS) {
            throw new IllegalArgumentException("only connection and signup counts can be replayed");
        }
        this.service = service;
        this.feed = feed;
        this.sink = sink;
        this.partitions = Topic.of(feed).partitions();
    }

    void play(Counts counts) throws IOException {
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            for (int i = 0; i < counts.step(); i++) {
                long second = counts.times()[bucket] + i;
                long events = counts.inSecond(bucket, i);
                if (events > 0) {
                    byte[] json = EventJson.encode(event(second, events));
                    send((int) (second % partitions), second, json);
                }
                if (i == 0 || i == counts.step() - 1 || second % BEAT == 0) {
                    heartbeats(second);
                }
                sink.advanced((second + 1) * 1000);
            }
        }
        // One beat only: what follows the last bucket was not observed either.
        heartbeats(counts.to().plus(CLOSING).getEpochSecond());
    }

    private Event event(long second, long events) {
        String id = PRODUCER + "-" + second;
        long time = second * 1000;
        return feed == Feed.SIGNUP
                ? new Signup(
                        id,
                        time,
                        service,
                        COUNTRY,
                        "unknown",
                        PRODUCER,
                        Signup.Step.COMPLETED,
                        events)
                : new Connection(
                        id,
                        time,
                        service,
                        COUNTRY,
                        null,
                        PRODUCER,
                        Connection.Outcome.OK,
                        0,
                        events);
    }

    private void heartbeats(long second) throws IOException {
        byte[] json = Heartbeats.encode(second * 1000, PRODUCER);
        for (int partition = 0; partition < partitions; partition++) {
            send(partition, second, json);
        }
    }

    private void send(int partition, long second, byte[] json) {
        sink.send(feed, partition, second * 1000, json, 0, json.length);
    }
}
