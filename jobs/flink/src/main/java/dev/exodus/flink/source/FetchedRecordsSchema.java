package dev.exodus.flink.source;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Passes on, one by one and in one record that is used again, what {@link DecodingInterceptor} has
 * decoded: inside the source, so that watermarks stay per partition.
 */
final class FetchedRecordsSchema implements KafkaRecordDeserializationSchema<FeedRecord> {
    private static final long serialVersionUID = 1;

    private transient FeedRecord record;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        record = new FeedRecord();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> fetched, Collector<FeedRecord> out) {
        if (!(fetched instanceof FetchedRecords decoded)) {
            // Kafka logs what an interceptor throws, and goes on with what it was given.
            throw new IllegalStateException(
                    "the records of "
                            + fetched.topic()
                            + " were not decoded: the log says what a consumer interceptor threw");
        }
        RecordBatch batch = decoded.batch();
        record.partition = decoded.partition();
        long first = decoded.offset() - (decoded.to() - 1 - decoded.from());
        for (int i = decoded.from(); i < decoded.to(); i++) {
            batch.copy(i, record);
            record.offset = first + i - decoded.from();
            out.collect(record);
        }
    }

    @Override
    public TypeInformation<FeedRecord> getProducedType() {
        return TypeInformation.of(FeedRecord.class);
    }
}
