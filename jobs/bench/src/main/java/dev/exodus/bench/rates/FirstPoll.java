package dev.exodus.bench.rates;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sits in the Kafka consumer of every variant and notes when the first records came: a drain is
 * measured from there, so that no variant pays for how long it takes to be submitted.
 */
public final class FirstPoll implements ConsumerInterceptor<byte[], byte[]> {
    private static final AtomicReference<Usage> FIRST = new AtomicReference<>();

    /** Public for Kafka, which makes one. */
    public FirstPoll() {}

    /** From now on the next poll is the first. */
    static void forget() {
        FIRST.set(null);
    }

    /** What the process had used then. */
    static Usage usage() {
        return FIRST.get();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (FIRST.get() == null) {
            FIRST.compareAndSet(null, Usage.now());
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
