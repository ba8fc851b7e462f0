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

    private List<ConsumerRecord<byte[], byte[]>> rows(List<ConsumerRecord<byte[], byte[]>> all) {
        List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>(1);
        int from = 0;
        while (from < all.size()) {
            int to = end(all, from);
            rows.add(row(all, from, to));
            from = to;
        }
        return rows;
    }

    /** Nearly always the end of all: it is asked for first. */
    private static int end(List<ConsumerRecord<byte[], byte[]>> all, int from) {
        int to = all.size();
        if (!isRow(all, from, to)) {
            to = from + 1;
            while (to < all.size() && isRow(all, from, to + 1)) {
                to++;
            }
        }
        return to;
    }

    /**
     * Whether records were decoded one after the other and have offsets one after the other. What
     * has no value was not decoded, so that nothing else is in a row with it.
     */
    private static boolean isRow(List<ConsumerRecord<byte[], byte[]>> all, int from, int to) {
        ConsumerRecord<byte[], byte[]> first = all.get(from);
        ConsumerRecord<byte[], byte[]> last = all.get(to - 1);
        int between = to - 1 - from;
        return first.value() != null
                && last.value() != null
                && last.offset() - first.offset() == between
                && FeedDecoder.index(last.value()) - FeedDecoder.index(first.value()) == between;
    }

    private FetchedRecords row(List<ConsumerRecord<byte[], byte[]>> all, int from, int to) {
        byte[] token = all.get(from).value();
        int first = token == null ? decoder.decodeNothing() : FeedDecoder.index(token);
        for (int i = from; i < to; i++) {
            decoder.sent(first + i - from, all.get(i).timestamp());
        }
        return new FetchedRecords(all.get(to - 1), decoder.batch(), first, first + to - from);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
