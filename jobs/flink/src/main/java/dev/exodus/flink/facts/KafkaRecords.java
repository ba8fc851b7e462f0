package dev.exodus.flink.facts;

import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.schemas.topics.Topic;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as they lie in Kafka: {@link FactDecoder} makes facts of them. */
public final class KafkaRecords implements KafkaRecordDeserializationSchema<KafkaRecord> {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    private KafkaRecords() {}

    /**
     * Everything in some topics, from their beginning, without watermarks.
     *
     * @param options {@code kafka.*}, and how often to look for new partitions
     * @param group consumer group, under which Kafka shows the lag
     * @param uid constant, in kebab case
     */
    public static DataStream<KafkaRecord> from(
            StreamExecutionEnvironment env,
            List<Topic> topics,
            Configuration options,
            String group,
            String uid) {
        Properties kafka = JobOptions.kafka(options);
        kafka.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(options.get(KafkaOptions.PARTITION_DISCOVERY).toMillis()));
        List<String> names = topics.stream().map(Topic::topicName).toList();
        KafkaSource<KafkaRecord> source =
                KafkaSource.<KafkaRecord>builder()
                        .setTopics(names)
                        .setGroupId(group)
                        .setClientIdPrefix(group + "-" + uid)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(new KafkaRecords())
                        .setProperties(kafka)
                        .build();
        String name = "From " + String.join(", ", names);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(uid);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<KafkaRecord> out) {
        byte[] value = in.value() == null ? NOTHING : in.value();
        out.collect(
                new KafkaRecord(in.topic(), in.partition(), in.offset(), in.timestamp(), value));
    }

    @Override
    public TypeInformation<KafkaRecord> getProducedType() {
        return TypeInformation.of(KafkaRecord.class);
    }
}
