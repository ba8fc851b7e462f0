package dev.exodus.bench.rates;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.rates.FeedPipeline;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.source.FeedDecoder;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedSource;
import dev.exodus.schemas.facts.ConnectionSecond;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationSecond;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * {@link RatesJob}'s own pipeline for one feed, with all of its rows: minutes, countries, latencies
 * and the ledger too. Only its sinks differ.
 */
final class RatesDrain extends FlinkDrain {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Configuration options = new Configuration();
    private boolean deduplicate;

    RatesDrain(int slots) {
        super(slots);
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, NEVER);
        options.setString(
                "kafka." + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, FirstPoll.class.getName());
    }

    RatesDrain checkpointEverySecond() {
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, Duration.ofSeconds(1));
        return this;
    }

    RatesDrain deduplicate() {
        deduplicate = true;
        return this;
    }

    @Override
    Configuration settings() {
        return JobMain.flink(options);
    }

    @Override
    void define(StreamExecutionEnvironment env, Source from) {
        DataSet data = from.data();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, from.bootstrapServers());
        DataStream<FeedRecord> records =
                FeedSource.records(
                        env,
                        RatesJob.NAME,
                        data.feed(),
                        data.topic(),
                        new FeedDecoder(data.feed(), deduplicate),
                        null,
                        RatesOptions.watermarks(options),
                        options);
        FeedPipeline.Results results =
                FeedPipeline.build(
                        data.feed(),
                        records,
                        new FeedPipeline.Settings(
                                RatesOptions.admissionRule(options),
                                RatesOptions.ratesSettings(options),
                                deduplicate,
                                options.get(RatesOptions.BUNDLE_EVENTS)));
        results.rates().sinkTo(new RowsSink<>(RatesDrain::put)).uid("rows");
        results.ledger().sinkTo(new DiscardingSink<>()).uid("ledger");
        results.deadLetters().sinkTo(new DiscardingSink<>()).uid("dead-letters");
    }

    private static void put(Fact fact, Rows rows) {
        if (fact instanceof ConnectionSecond row) {
            rows.put(row.service(), row.time().getEpochSecond(), row.attempts());
        } else if (fact instanceof RegistrationSecond row) {
            rows.put(
                    row.service(),
                    row.time().getEpochSecond(),
                    row.requested() + row.registrations());
        }
    }
}
