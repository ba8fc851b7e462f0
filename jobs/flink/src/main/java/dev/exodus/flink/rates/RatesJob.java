package dev.exodus.flink.rates;

import dev.exodus.flink.facts.DeadLetterKafka;
import dev.exodus.flink.facts.FactKafka;
import dev.exodus.flink.lake.LakeSink;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.source.FeedDecoder;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedSource;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.topics.Topic;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How fast are people registering, are codes arriving, do connections work: the events of three
 * feeds to exact rows per second, minute and day.
 */
public final class RatesJob {
    /** Name of the job, and its consumer group. */
    public static final String NAME = "exodus-rates";

    private RatesJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(NAME, args, RatesOptions.ALL, RatesOptions.REQUIRED, RatesJob::define);
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
        return FeedSource.records(
                env,
                NAME,
                feed,
                new FeedDecoder(feed, RatesOptions.deduplicate(options, feed)),
                RatesOptions.readFrom(options),
                RatesOptions.watermarks(options),
                options);
    }
}
