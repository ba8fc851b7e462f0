package dev.exodus.standalone.cluster;

import dev.exodus.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A minute of connection events, enough for RatesJob to tell of it. */
public final class OneMinute {
    private static final long T = 1_393_095_600_000L;
    private static final String EVENT =
            "{\"event_id\":\"c\",\"event_time\":%d,\"service\":\"line\",\"country\":\"JP\","
                    + "\"user\":\"u\",\"outcome\":\"ok\",\"latency_ms\":80}";
    private static final String HEARTBEAT = "{\"type\":\"heartbeat\",\"event_time\":%d}";

    private OneMinute() {}

    /** Sends it to every partition. */
    public static void send(Map<String, Object> kafka) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            Topic topic = Topic.EVENTS_CONNECTION;
            for (int partition = 0; partition < topic.partitions(); partition++) {
                for (String json : List.of(EVENT.formatted(T), HEARTBEAT.formatted(T + 60_000))) {
                    byte[] value = json.getBytes(StandardCharsets.UTF_8);
                    producer.send(
                            new ProducerRecord<>(
                                    topic.topicName(), partition, T + 60_000, null, value));
                }
            }
        }
    }

    /** How many facts RatesJob has told. */
    public static long facts(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Topic.FACTS_RATES.partitions(); partition++) {
            ends.put(
                    new TopicPartition(Topic.FACTS_RATES.topicName(), partition),
                    OffsetSpec.latest());
        }
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
