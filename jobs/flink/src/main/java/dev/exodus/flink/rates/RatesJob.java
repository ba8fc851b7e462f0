package dev.exodus.flink.rates;

import dev.exodus.flink.facts.DeadLetterKafka;
import dev.exodus.flink.facts.FactKafka;
import dev.exodus.flink.lake.LakeSink;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.source.FeedDeserializer;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedWatermarks;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.topics.Topic;
import java.time.Instant;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How fast are people registering, are codes arriving, do connections work: the events of three
 * feeds to exact rows per second, minute and day.
 */
public final class RatesJob {
    private RatesJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(
                "exodus-rates", args, RatesOptions.ALL, RatesOptions.REQUIRED, RatesJob::define);
    }

    /** Wires Kafka to Kafka and Parquet. */
    public static void define(StreamExecutionEnvironment env, Configuration options) {
        DataStream<Fact> lake = null;
        for (Feed feed : RatesOptions.feeds(options)) {
            FeedPipeline.Results results =
                    FeedPipeline.build(feed, records(env, feed, options), settings(feed, options));
            String name = feed.wireName();
            FactKafka.sinkTo(Topic.FACTS_RATES, results.rates(), options, name + "-facts");
            FactKafka.sinkTo(Topic.FACTS_RATES, results.ledger(), options, name + "-ledger-facts");
            DeadLetterKafka.sinkTo(results.deadLetters(), options, name + "-dead-letters");
            DataStream<Fact> rows =
                    results.rates().union(results.lakeOnly()).union(results.ledger());
            lake = lake == null ? rows : lake.union(rows);
        }
        String root = options.get(RatesOptions.LAKE);
        if (root != null && lake != null) {
            for (FactType type : FactType.values()) {
                if (type.topic() == Topic.FACTS_RATES && type.inLake()) {
                    LakeSink.attach(lake, type, new Path(root));
                }
            }
        }
    }

    private static FeedPipeline.Settings settings(Feed feed, Configuration options) {
        return new FeedPipeline.Settings(
                RatesOptions.admissionRule(options),
                RatesOptions.ratesSettings(options),
                RatesOptions.deduplicate(options, feed),
                options.get(RatesOptions.BUNDLE_EVENTS));
    }

    private static DataStream<FeedRecord> records(
            StreamExecutionEnvironment env, Feed feed, Configuration options) {
        Properties kafka = new Properties();
        kafka.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        kafka.putAll(JobOptions.kafka(options));
        kafka.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(options.get(KafkaOptions.PARTITION_DISCOVERY).toMillis()));
        KafkaSource<FeedRecord> source =
                KafkaSource.<FeedRecord>builder()
                        .setTopics(Topic.of(feed).topicName())
                        .setGroupId("exodus-rates")
                        .setClientIdPrefix("exodus-rates-" + feed.wireName())
                        .setStartingOffsets(start(options))
                        .setDeserializer(
                                new FeedDeserializer(feed, RatesOptions.deduplicate(options, feed)))
                        .setProperties(kafka)
                        .build();
        return env.fromSource(
                        source,
                        FeedWatermarks.strategy(
                                options.get(RatesOptions.OUT_OF_ORDERNESS).toMillis(),
                                options.get(RatesOptions.IDLE_AFTER).toMillis()),
                        feed.wireName() + " events")
                .uid(feed.wireName() + "-events");
    }

    /** Never committed offsets: they would give half-read seconds. */
    private static OffsetsInitializer start(Configuration options) {
        Instant from = RatesOptions.from(options);
        return from == null
                ? OffsetsInitializer.earliest()
                : OffsetsInitializer.timestamp(
                        from.minus(options.get(RatesOptions.ALLOWED_LATENESS)).toEpochMilli());
    }
}
