package dev.exodus.standalone.demo;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import dev.exodus.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is in the topics before a savepoint, and what comes after it. Never changes. */
final class SavepointStory implements AutoCloseable {
    private static final Instant START = Instant.parse("2014-02-22T00:00:00Z");
    private static final Instant EVENING = Instant.parse("2014-02-22T19:00:00Z");
    private static final int DOWN = 400;
    private static final int SAVEPOINT = 410;
    private static final int UP = 430;
    private static final int END = 640;
    private static final String PERSON =
            ",\"service\":\"telegram\",\"country\":\"ES\",\"user\":\"+34600123456\"";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(5);

    SavepointStory(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Four seconds of the evening, of which no row is out; an outage that began; dead letters. */
    void before() {
        heartbeats(0);
        connections(3);
        signup();
        sms("requested", 3);
        heartbeats(4);
        rates(0, SAVEPOINT);
        deadLetters(0, 3);
        registrations(DOWN - 10, SAVEPOINT);
        producer.flush();
    }

    /** More of the same seconds, then silence for eight seconds, and a quarter of an hour more. */
    void after() {
        connections(2);
        signup();
        sms("verified", 12);
        for (int second = 12; second <= 900; second += 4) {
            heartbeats(second);
        }
        rates(SAVEPOINT, END);
        deadLetters(3, 5);
        registrations(SAVEPOINT, UP);
        producer.flush();
    }

    private void heartbeats(int second) {
        for (Feed feed : Feed.values()) {
            for (int partition = 0; partition < Topic.of(feed).partitions(); partition++) {
                send(Topic.of(feed), partition, second, "{\"type\":\"heartbeat\"");
            }
        }
    }

    private void connections(int number) {
        for (int i = 0; i < number; i++) {
            String outcome = ",\"outcome\":\"ok\",\"latency_ms\":80";
            send(Topic.EVENTS_CONNECTION, 1, 1, "{\"event_id\":\"c\"" + PERSON + outcome);
        }
    }

    private void signup() {
        String step = ",\"platform\":\"ios\",\"step\":\"completed\"";
        send(Topic.EVENTS_SIGNUP, 1, 2, "{\"event_id\":\"s\"" + PERSON + step);
    }

    private void sms(String status, int second) {
        String attempt = ",\"carrier\":\"ES-mobile-1\",\"attempt_id\":\"a\",\"attempt\":1";
        send(
                Topic.EVENTS_SMS,
                1,
                second,
                "{\"event_id\":\"%1$s\",\"status\":\"%1$s\"".formatted(status) + PERSON + attempt);
    }

    private void send(Topic topic, int partition, int second, String json) {
        long time = EVENING.plusSeconds(second).toEpochMilli();
        byte[] value = (json + ",\"event_time\":" + time + "}").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.topicName(), partition, time, null, value));
    }

    private void rates(int from, int to) {
        for (int minute = from; minute < to; minute++) {
            boolean silent = minute >= DOWN && minute < UP;
            long ok = Math.round(400 + 20 * random.nextGaussian());
            for (String country : List.of("*", "BR")) {
                fact(row(country, minute, silent ? 0 : ok));
            }
            Instant through = START.plusSeconds(60L * (minute + 1));
            fact(new Tick("connection", "line", through, 1, through.getEpochSecond()));
        }
    }

    /** Those of another service, which a job may know of from weeks before. */
    private void registrations(int from, int to) {
        for (int minute = from; minute < to; minute++) {
            Instant time = START.plusSeconds(60L * minute);
            fact(new RegistrationMinute("viber", "*", "*", time, 20, 20, 1, time, 60, true, 1, 20));
            Instant through = time.plusSeconds(60);
            fact(new Tick("signup", "viber", through, 1, through.getEpochSecond()));
        }
    }

    /** What was learnt of it: 32 days. */
    static LearntRegistrations learnt() {
        double[] counts = new double[32 * 1440];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 20 + i % 3;
        }
        long end = START.getEpochSecond() / 60;
        MinuteSeries series = MinuteSeries.of(end - counts.length, counts);
        return new LearntRegistrations(Map.of("viber", Map.of("*", series)));
    }

    private static Fact row(String country, int minute, long ok) {
        Instant time = START.plusSeconds(60L * minute);
        return new ConnectionMinute(
                "line", country, "*", time, ok, ok, 0, 0, 0, 0, 0, null, null, null, 60, true, 1,
                ok);
    }

    private void fact(Fact fact) {
        byte[] key = fact.partitionKey().getBytes(StandardCharsets.UTF_8);
        producer.send(
                new ProducerRecord<>(Topic.FACTS_RATES.topicName(), key, FactJson.encode(fact)));
    }

    private void deadLetters(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            DeadLetter letter =
                    new DeadLetter(
                            "events.sms",
                            0,
                            offset,
                            "sms",
                            "not_json",
                            "no value",
                            EVENING.toEpochMilli(),
                            "xxxx");
            producer.send(new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), letter.toJson()));
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
