package dev.exodus.bench.latency;

import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Event;
import dev.exodus.schemas.events.EventJson;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Heartbeat;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sends connection events at a steady rate, whatever becomes of them: each bears the time at which
 * it was to be sent, so that nothing that makes it late is left out of what is measured (Gil Tene,
 * coordinated omission).
 */
final class OpenLoop {
    private static final int SERVICES = 10;
    private static final int COUNTRIES = 30;

    private final EventProducer producer;
    private final int rate;
    private final SplittableRandom random = new SplittableRandom(1);
    private long records;

    /**
     * @param rate events per second
     */
    OpenLoop(EventProducer producer, int rate) {
        this.producer = producer;
        this.rate = rate;
    }

    /** A producer that does not let events wait for long. */
    static EventProducer producer(String bootstrapServers) {
        return new EventProducer(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        "5"));
    }

    /** Records sent so far, heartbeats included. */
    long records() {
        return records;
    }

    /** Name of a service. */
    static String service(int number) {
        return "service-" + number;
    }

    /** How many pairs of service and country there are. */
    static int keys() {
        return SERVICES * COUNTRIES;
    }

    /**
     * Sends, then heartbeats for as long as it takes the last row to be final.
     *
     * @param startMs epoch milliseconds of the first event, a full second
     * @param seconds of events
     * @param after seconds of heartbeats behind them
     */
    void send(long startMs, int seconds, int after) throws IOException, InterruptedException {
        long events = (long) rate * seconds;
        for (long i = 0; i < events; i++) {
            long intended = startMs + i * 1000 / rate;
            if (i % rate == 0) {
                await(intended);
                heartbeat(intended);
            } else if (i * 1000 / rate != (i - 1) * 1000 / rate) {
                await(intended);
            }
            send((int) (i % Topic.EVENTS_CONNECTION.partitions()), event(i, intended));
        }
        for (int i = 0; i < after; i++) {
            long intended = startMs + (seconds + i) * 1000L;
            await(intended);
            heartbeat(intended);
        }
        producer.requireAcknowledged(records);
    }

    static void await(long time) throws InterruptedException {
        long ahead = time - System.currentTimeMillis();
        if (ahead > 0) {
            Thread.sleep(ahead);
        }
    }

    /** Says in every partition that the feed is alive. */
    void heartbeat(long time) throws IOException {
        for (int partition = 0; partition < Topic.EVENTS_CONNECTION.partitions(); partition++) {
            send(partition, new Heartbeat(time, null, "bench"));
        }
    }

    private Connection event(long number, long time) {
        int country = random.nextInt(COUNTRIES);
        return new Connection(
                Long.toHexString(number),
                time,
                service(random.nextInt(SERVICES)),
                "" + (char) ('A' + country / 26) + (char) ('A' + country % 26),
                "android",
                "u-" + random.nextInt(1_000_000),
                Connection.Outcome.OK,
                (long) (40 - 300 * Math.log(1 - random.nextDouble())),
                1);
    }

    void send(int partition, Event event) throws IOException {
        byte[] json = EventJson.encode(event);
        producer.send(Feed.CONNECTION, partition, event.eventTime(), json, 0, json.length);
        records++;
    }
}
