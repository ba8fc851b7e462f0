package dev.exodus.flink.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was fetched of a partition at once, decoded. To the source it is one record with the offset
 * of the last of them, so that it passes all on before it can be asked for its offset.
 */
final class FetchedRecords extends ConsumerRecord<byte[], byte[]> {
    private final RecordBatch records;

    /**
     * @param last of the records as they were fetched
     * @param records all of them
     */
    FetchedRecords(ConsumerRecord<byte[], byte[]> last, RecordBatch records) {
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
        this.records = records;
    }

    RecordBatch records() {
        return records;
    }
}
