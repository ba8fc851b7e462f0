package dev.exodus.standalone.producer;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to their topics: idempotent, acknowledged by all replicas, in order within a
 * partition. What Kafka refuses is never skipped: the next call fails.
 */
public final class EventProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param kafka settings of the client, {@code bootstrap.servers} among them; they win
     */
    public EventProducer(Map<String, String> kafka) {
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "524288");
        settings.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
        settings.putAll(kafka);
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends one event; waits while the buffer is full.
     *
     * @param sendTimeMs epoch milliseconds, the record's timestamp
     * @throws IOException if an earlier event was refused
     */
    public void send(
            Feed feed, int partition, long sendTimeMs, byte[] buffer, int offset, int length)
            throws IOException {
        send(Topic.of(feed).topicName(), partition, sendTimeMs, buffer, offset, length);
    }

    /** The same to a topic of another name. */
    public void send(
            String topic, int partition, long sendTimeMs, byte[] buffer, int offset, int length)
            throws IOException {
        requireHealthy();
        byte[] value = Arrays.copyOfRange(buffer, offset, offset + length);
        producer.send(
                new ProducerRecord<>(topic, partition, sendTimeMs, null, value),
                (metadata, e) -> {
                    if (e == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    /**
     * Waits until everything sent is acknowledged.
     *
     * @param sent how many events it must be
     */
    public void requireAcknowledged(long sent) throws IOException {
        producer.flush();
        requireHealthy();
        if (acknowledged.get() != sent) {
            throw new IOException(
                    "%d events were sent, but Kafka acknowledged %d"
                            .formatted(sent, acknowledged.get()));
        }
    }

    private void requireHealthy() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw new IOException("Kafka refused an event: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
