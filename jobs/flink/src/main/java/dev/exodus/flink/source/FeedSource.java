package dev.exodus.flink.source;

import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import java.time.Instant;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The records of a feed from its topic, each partition in its order. */
public final class FeedSource {
    private FeedSource() {}

    /**
     * Reads a feed.
     *
     * @param job consumer group, under which Kafka shows the lag
     * @param decoder of this feed
     * @param from where to start without a savepoint, null for the earliest record; never committed
     *     offsets, which would give half-read seconds
     * @param watermarks see {@link FeedWatermarks}
     * @param options {@code kafka.*}, and how often to look for new partitions
     */
    public static DataStream<FeedRecord> records(
            StreamExecutionEnvironment env,
            String job,
            Feed feed,
            FeedDecoder decoder,
            Instant from,
            WatermarkStrategy<FeedRecord> watermarks,
            Configuration options) {
        String topic = Topic.of(feed).topicName();
        return records(env, job, feed, topic, decoder, from, watermarks, options);
    }

    /** The same from a topic of another name. */
    public static DataStream<FeedRecord> records(
            StreamExecutionEnvironment env,
            String job,
            Feed feed,
            String topic,
            FeedDecoder decoder,
            Instant from,
            WatermarkStrategy<FeedRecord> watermarks,
            Configuration options) {
        KafkaSource<FeedRecord> source =
                KafkaSource.<FeedRecord>builder()
                        .setTopics(topic)
                        .setGroupId(job)
                        .setClientIdPrefix(job + "-" + feed.wireName())
                        .setStartingOffsets(
                                from == null
                                        ? OffsetsInitializer.earliest()
                                        : OffsetsInitializer.timestamp(from.toEpochMilli()))
                        .setDeserializer(new FetchedRecordsSchema())
                        .setProperties(consumer(decoder, options))
                        .build();
        return env.fromSource(source, watermarks, feed.wireName() + " events")
                .uid(feed.wireName() + "-events");
    }

    /**
     * What the consumer is given. Interceptors of the user see where records are and when they were
     * sent, not what was in them: it is decoded by then.
     */
    static Properties consumer(FeedDecoder decoder, Configuration options) {
        Properties kafka = new Properties();
        kafka.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        kafka.putAll(JobOptions.kafka(options));
        kafka.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(options.get(KafkaOptions.PARTITION_DISCOVERY).toMillis()));
        String users = kafka.getProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "").strip();
        String ours = DecodingInterceptor.class.getName();
        kafka.setProperty(
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                users.isEmpty() ? ours : users + "," + ours);
        String decoding = DecodingDeserializer.class.getName();
        kafka.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, decoding);
        kafka.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, decoding);
        kafka.put(DecodingInterceptor.DECODER, decoder);
        return kafka;
    }
}
