package dev.exodus.flink.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Passes on, one by one, what {@link DecodingInterceptor} has decoded: inside the source, so that
 * watermarks stay per partition.
 */
final class FetchedRecordsSchema implements KafkaRecordDeserializationSchema<FeedRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> fetched, Collector<FeedRecord> out) {
        if (!(fetched instanceof FetchedRecords decoded)) {
            // Kafka logs what an interceptor throws, and goes on with what it was given.
            throw new IllegalStateException(
                    "the records of "
                            + fetched.topic()
                            + " were not decoded: the log says what a consumer interceptor threw");
        }
        for (FeedRecord record : decoded.records()) {
            out.collect(record);
        }
    }

    @Override
    public TypeInformation<FeedRecord> getProducedType() {
        return TypeInformation.of(FeedRecord.class);
    }
}
