package dev.exodus.flink.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was fetched of a partition at once, decoded, with offsets one after the other. To the source
 * it is one record with the offset of the last of them, so that it passes all on before it can be
 * asked for its offset.
 */
final class FetchedRecords extends ConsumerRecord<byte[], byte[]> {
    private final RecordBatch batch;
    private final int from;
    private final int to;

    /**
     * @param last of the records as they were fetched
     * @param batch they are in
     * @param from index of the first
     * @param to index after the last
     */
    FetchedRecords(ConsumerRecord<byte[], byte[]> last, RecordBatch batch, int from, int to) {
        super(
                last.topic(),
                last.partition(),
                last.offset(),
                last.timestamp(),
                last.timestampType(),
                NULL_SIZE,
                NULL_SIZE,
                null,
                null,
                last.headers(),
                last.leaderEpoch());
        this.batch = batch;
        this.from = from;
        this.to = to;
    }

    RecordBatch batch() {
        return batch;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
