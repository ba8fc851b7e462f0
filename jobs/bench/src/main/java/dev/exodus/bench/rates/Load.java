package dev.exodus.bench.rates;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.feed.JsonLine;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes a data set: JSON of ten fields, about 197 bytes, as the simulator's events but without
 * their faults. Within a partition events stand at most two seconds in the wrong order, and every
 * partition has a heartbeat a second.
 */
final class Load {
    /** Event time at which each data set begins, epoch milliseconds: a full minute. */
    static final long START = 1_393_093_800_000L;

    /** So long heartbeats go on, so that all minutes are closed. */
    private static final int SECONDS_AFTER = 90;

    private static final int JITTER_MS = 2_000;
    private static final String[] PLATFORMS = {"android", "ios", "windows"};
    private static final byte[] EVENT_ID = JsonLine.ascii("{\"event_id\":\"");
    private static final byte[] EVENT_TIME = JsonLine.ascii("\",\"event_time\":");
    private static final byte[] USER = JsonLine.ascii(",\"user\":\"+49");
    private static final byte[] VERSION = JsonLine.ascii("\",\"app_version\":\"2.11.186\"");
    private static final byte[] LATENCY = JsonLine.ascii(",\"latency_ms\":");
    private static final byte[] WEIGHT = JsonLine.ascii(",\"weight\":1}");
    private static final byte[] HEARTBEAT =
            JsonLine.ascii("{\"type\":\"heartbeat\",\"event_time\":");
    private static final byte[] END = JsonLine.ascii("}");

    private final DataSet data;
    private final EventProducer producer;
    private final SplittableRandom random = new SplittableRandom(1);
    private final JsonLine json = new JsonLine();
    private final byte[][] services;
    private final byte[][] countries;
    private final byte[][] platforms = fields("platform", PLATFORMS);
    private final byte[][] counters;
    private final String[] names;
    private final Rows rows;
    private final long[][] counts;
    private long sent;

    private Load(DataSet data, EventProducer producer) {
        this.data = data;
        this.producer = producer;
        this.names =
                IntStream.range(0, data.services())
                        .mapToObj(i -> "service-" + i)
                        .toArray(String[]::new);
        this.services = fields("service", names);
        this.countries =
                fields(
                        "country",
                        IntStream.range(0, data.countries())
                                .mapToObj(i -> "" + (char) ('A' + i / 26) + (char) ('A' + i % 26))
                                .toArray(String[]::new));
        this.counters =
                fields(
                        data.feed() == Feed.SIGNUP ? "step" : "outcome",
                        data.feed().counters().toArray(String[]::new));
        this.rows = new Rows(Long.MAX_VALUE);
        this.counts = new long[data.services()][seconds(data)];
    }

    private static int seconds(DataSet data) {
        return Math.toIntExact(data.events() / DataSet.RATE + 1);
    }

    /** Writes all of it to its topic, and says what is to be counted. */
    static Counted write(DataSet data, EventProducer producer) throws IOException {
        return new Load(data, producer).write();
    }

    private Counted write() throws IOException {
        long heartbeats = 0;
        for (long i = 0; i < data.events(); i++) {
            for (; heartbeats * DataSet.RATE <= i; heartbeats++) {
                heartbeat(heartbeats);
            }
            event(i);
        }
        for (int i = 0; i < SECONDS_AFTER; i++) {
            heartbeat(heartbeats + i);
        }
        producer.requireAcknowledged(sent);
        for (int service = 0; service < counts.length; service++) {
            for (int second = 0; second < counts[service].length; second++) {
                rows.put(names[service], START / 1000 + second, counts[service][second]);
            }
        }
        return rows.counted();
    }

    private void event(long i) throws IOException {
        long clock = i * 1000 / DataSet.RATE;
        long after = Math.max(0, clock - random.nextInt(JITTER_MS));
        int service = skewed(services.length);
        int counter = skewed(counters.length);
        counts[service][(int) (after / 1000)]++;
        json.clear().raw(EVENT_ID).hex(random.nextLong()).raw(EVENT_TIME).number(START + after);
        json.raw(services[service]).raw(countries[skewed(countries.length)]);
        json.raw(platforms[random.nextInt(platforms.length)]);
        json.raw(USER).number(random.nextLong(100_000_000, 1_000_000_000)).raw(VERSION);
        json.raw(counters[counter]);
        if (data.feed() == Feed.CONNECTION) {
            json.raw(LATENCY).number((long) (40 - 300 * Math.log(1 - random.nextDouble())));
        }
        json.raw(WEIGHT);
        int partition = random.nextInt(DataSet.PARTITIONS);
        send(partition, clock);
        if (data.copyEvery() > 0 && i % data.copyEvery() == 0) {
            send(partition, clock);
        }
    }

    /** The first are the most frequent, as with real services and countries. */
    private int skewed(int size) {
        double uniform = random.nextDouble();
        return (int) (size * uniform * uniform);
    }

    private void heartbeat(long second) throws IOException {
        json.clear().raw(HEARTBEAT).number(START + second * 1000).raw(END);
        for (int partition = 0; partition < DataSet.PARTITIONS; partition++) {
            send(partition, second * 1000);
        }
    }

    private void send(int partition, long clock) throws IOException {
        producer.send(data.topic(), partition, START + clock, json.buffer(), 0, json.length());
        sent++;
    }

    private static byte[][] fields(String name, String... values) {
        byte[][] fields = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            fields[i] = JsonLine.ascii(",\"" + name + "\":\"" + values[i] + "\"");
        }
        return fields;
    }
}
