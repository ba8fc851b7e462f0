package dev.exodus.flink.funnel;

import dev.exodus.flink.facts.FactKafka;
import dev.exodus.flink.lake.LakeSink;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.source.FeedDecoder;
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
 * Where do people who ask for a code get stuck: SMS events to what became of each minute's codes.
 */
public final class SmsFunnelJob {
    /** Name of the job, and its consumer group. */
    public static final String NAME = "exodus-funnel";

    private SmsFunnelJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(NAME, args, FunnelOptions.ALL, FunnelOptions.REQUIRED, SmsFunnelJob::define);
    }

    /** Wires Kafka to Kafka and Parquet. What is no event, RatesJob puts into the dead letters. */
    public static void define(StreamExecutionEnvironment env, Configuration options) {
        FunnelDetail detail =
                new FunnelDetail(
                        options.get(FunnelOptions.SECRET_FILE),
                        options.get(FunnelOptions.SESSION_GAP).toMillis());
        DataStream<Fact> rows =
                FunnelPipeline.build(
                        FeedSource.records(
                                env,
                                NAME,
                                Feed.SMS,
                                new FeedDecoder(Feed.SMS, FunnelDetail.FIELDS, detail),
                                RatesOptions.readFrom(options),
                                RatesOptions.watermarks(options),
                                options),
                        new FunnelPipeline.Settings(
                                RatesOptions.admissionRule(options),
                                FunnelOptions.settings(options),
                                options.get(RatesOptions.BUNDLE_EVENTS)));
        DataStream<Fact> facts =
                FunnelPipeline.withTicks(rows, options.get(RatesOptions.GENERATION));
        FactKafka.sinkTo(Topic.FACTS_SMS, facts, options, "sms-funnel-facts");
        String root = options.get(RatesOptions.LAKE);
        if (root != null) {
            LakeSink.attach(rows, FactType.SMS_FUNNEL_1M, new Path(root));
        }
    }
}
