package dev.exodus.standalone.topics;

import dev.exodus.schemas.topics.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One partition from its beginning to where it ends now. */
public final class PartitionReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();
    private ConsumerRecord<byte[], byte[]> next;

    /**
     * @param kafka settings of the client, {@code bootstrap.servers} among them
     */
    public PartitionReader(Map<String, Object> kafka, Topic topic, int number) {
        consumer =
                new KafkaConsumer<>(
                        kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partition = new TopicPartition(topic.topicName(), number);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        end = consumer.endOffsets(List.of(partition)).get(partition);
        advance();
    }

    private void advance() {
        while (!batch.hasNext() && consumer.position(partition) < end) {
            batch = consumer.poll(Duration.ofSeconds(1)).records(partition).iterator();
        }
        next = batch.hasNext() ? batch.next() : null;
    }

    /** The next record, or null at the end. */
    public ConsumerRecord<byte[], byte[]> peek() {
        return next;
    }

    /** Takes the next record. */
    public ConsumerRecord<byte[], byte[]> next() {
        ConsumerRecord<byte[], byte[]> record = next;
        advance();
        return record;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
