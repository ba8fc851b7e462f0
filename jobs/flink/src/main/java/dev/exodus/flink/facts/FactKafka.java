package dev.exodus.flink.facts;

import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Facts on their way to Kafka: keyed, so that what belongs together keeps its order, and at least
 * once, since applying a fact twice changes nothing.
 */
public final class FactKafka implements KafkaRecordSerializationSchema<Fact> {
    private static final long serialVersionUID = 1;

    private final String topic;

    private FactKafka(Topic topic) {
        this.topic = topic.topicName();
    }

    /** Sends facts to a topic; the sink is chained to what makes them, so order is kept. */
    public static void sinkTo(
            Topic topic, DataStream<Fact> facts, Configuration options, String uid) {
        facts.sinkTo(sink(options, new FactKafka(topic))).name(uid.replace('-', ' ')).uid(uid);
    }

    /** A sink to Kafka, at least once, with the {@code kafka.*} options and lz4. */
    public static <T> KafkaSink<T> sink(
            Configuration options, KafkaRecordSerializationSchema<T> serializer) {
        Properties kafka = new Properties();
        kafka.setProperty("compression.type", "lz4");
        kafka.setProperty("linger.ms", "20");
        kafka.putAll(JobOptions.kafka(options));
        return KafkaSink.<T>builder()
                .setBootstrapServers(options.get(KafkaOptions.BOOTSTRAP_SERVERS))
                .setKafkaProducerConfig(kafka)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer)
                .build();
    }

    /** Without a timestamp, the broker's retention goes by the time of writing. */
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Fact fact, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                topic,
                null,
                null,
                fact.partitionKey().getBytes(StandardCharsets.UTF_8),
                FactJson.encode(fact));
    }
}
