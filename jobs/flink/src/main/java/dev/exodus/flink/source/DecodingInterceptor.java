package dev.exodus.flink.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands on what a partition brought as one record: the source then takes its way from thread to
 * thread and through Flink once for thousands of events. {@link DecodingDeserializer} has decoded
 * them before, on the same thread.
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
            decoded.put(partition, rows(fetched.records(partition)));
        }
        decoder.next();
        return new ConsumerRecords<>(decoded, fetched.nextOffsets());
    }

    /** Records that were decoded one after the other are one; a partition's nearly always were. */
    private List<ConsumerRecord<byte[], byte[]>> rows(List<ConsumerRecord<byte[], byte[]>> all) {
        List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>(1);
        int from = decoder.place(all.get(0));
        int to = from + 1;
        for (int i = 1; i < all.size(); i++) {
            int index = decoder.place(all.get(i));
            if (index != to) {
                rows.add(new FetchedRecords(all.get(i - 1), decoder.batch(), from, to));
                from = index;
            }
            to = index + 1;
        }
        rows.add(new FetchedRecords(all.get(all.size() - 1), decoder.batch(), from, to));
        return rows;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
