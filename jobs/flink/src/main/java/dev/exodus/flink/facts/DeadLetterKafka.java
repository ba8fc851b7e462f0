package dev.exodus.flink.facts;

import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters on their way to Kafka, keyed by the partition they come from: so they keep its
 * order, and one that is sent twice after a restart can be told by its offset.
 */
public final class DeadLetterKafka implements KafkaRecordSerializationSchema<DeadLetter> {
    private static final long serialVersionUID = 1;

    private DeadLetterKafka() {}

    /** Sends dead letters to their topic. */
    public static void sinkTo(DataStream<DeadLetter> letters, Configuration options, String uid) {
        letters.sinkTo(FactKafka.sink(options, new DeadLetterKafka()))
                .name(uid.replace('-', ' '))
                .uid(uid);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        String origin = letter.topic() + "-" + letter.partition();
        return new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(),
                null,
                null,
                origin.getBytes(StandardCharsets.UTF_8),
                letter.toJson());
    }
}
