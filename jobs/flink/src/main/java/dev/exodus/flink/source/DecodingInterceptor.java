package dev.exodus.flink.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes records on the thread that fetches them, while they are in its processor's cache, and
 * hands on what a partition brought as one record: the source then takes its way from thread to
 * thread and through Flink once for thousands of events.
 *
 * <p>Kafka makes it by its name; the decoder comes with the consumer's properties.
 */
public final class DecodingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** The property that holds the {@link FeedDecoder}. */
    static final String DECODER = "exodus.decoder";

    private FeedDecoder decoder;

    @Override
    public void configure(Map<String, ?> properties) {
        decoder = (FeedDecoder) properties.get(DECODER);
        decoder.open();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> fetched) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> decoded = new HashMap<>();
        for (TopicPartition partition : fetched.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = fetched.records(partition);
            RecordBatch ofPartition = new RecordBatch(partition.partition(), records.size());
            for (ConsumerRecord<byte[], byte[]> each : records) {
                ofPartition.add(decoder.decode(each));
            }
            ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
            decoded.put(partition, List.of(new FetchedRecords(last, ofPartition)));
        }
        return new ConsumerRecords<>(decoded, fetched.nextOffsets());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
