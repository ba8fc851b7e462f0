package dev.exodus.flink.outages;

import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.facts.DeadLetterKafka;
import dev.exodus.flink.facts.FactDecoder;
import dev.exodus.flink.facts.FactKafka;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.facts.KafkaRecords;
import dev.exodus.flink.lake.LakeSink;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.topics.Topic;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Is a service down, since when, where and how badly: rates to incidents, and what explains them.
 */
public final class OutagesJob {
    /** Name of the job and of its consumer group. */
    public static final String NAME = "exodus-outages";

    private OutagesJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(NAME, args, OutagesOptions.ALL, OutagesOptions.REQUIRED, OutagesJob::define);
    }

    /** Wires Kafka to Kafka and Parquet. */
    public static void define(StreamExecutionEnvironment env, Configuration options) {
        SingleOutputStreamOperator<Fact> rates =
                KafkaRecords.from(env, List.of(Topic.FACTS_RATES), options, NAME, "rates")
                        .process(new FactDecoder())
                        .returns(FactTypeInformation.FACT)
                        .name("Decode rates")
                        .uid("decode-rates");
        LearntFile<WarmStart> warmStart = OutagesOptions.warmStart(options);
        warmStart.require();
        DataStream<Fact> facts = build(rates, OutagesOptions.settings(options), warmStart);
        FactKafka.sinkTo(Topic.FACTS_INCIDENTS, facts, options, "incident-facts");
        DeadLetterKafka.sinkTo(rates.getSideOutput(FactDecoder.REFUSED), options, "refused-rates");
        String root = options.get(RatesOptions.LAKE);
        if (root != null) {
            for (FactType type : FactType.values()) {
                if (type.topic() == Topic.FACTS_INCIDENTS && type.inLake()) {
                    LakeSink.attach(facts, type, new Path(root));
                }
            }
        }
    }

    /**
     * Wires rates to incidents; the ledgers of the feeds are passed by, they belong to no service.
     */
    static DataStream<Fact> build(
            DataStream<Fact> rates, ServiceSettings settings, LearntFile<WarmStart> warmStart) {
        return rates.filter(fact -> fact.type() != FactType.FEED_1M)
                .name("Rows of services")
                .uid("rows-of-services")
                .keyBy(Fact::partitionKey, Types.STRING)
                .process(new ServiceOutagesFunction(settings, warmStart))
                .returns(FactTypeInformation.FACT)
                .name("Outages")
                .uid("outages");
    }
}
