package dev.exodus.flink.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.core.migration.Migrations;
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
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How many people came to each service because of an outage elsewhere, and how sure that is. */
public final class MigrationJob {
    /** Name of the job, and its consumer group. */
    public static final String NAME = "exodus-migration";

    /** All that it reads. */
    public static final List<Topic> READS =
            List.of(Topic.FACTS_RATES, Topic.FACTS_INCIDENTS, Topic.MARKS);

    private static final Set<FactType> TYPES =
            Set.of(FactType.REGISTRATIONS_1M, FactType.TICK, FactType.INCIDENT, FactType.MARK);

    private MigrationJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(
                NAME, args, MigrationOptions.ALL, MigrationOptions.REQUIRED, MigrationJob::define);
    }

    /** Wires Kafka to Kafka and Parquet. */
    public static void define(StreamExecutionEnvironment env, Configuration options) {
        SingleOutputStreamOperator<Fact> facts =
                KafkaRecords.from(env, READS, options, NAME, "facts")
                        .process(new FactDecoder(TYPES))
                        .returns(FactTypeInformation.FACT)
                        .name("Decode facts")
                        .uid("decode-facts");
        LearntFile<LearntRegistrations> learnt = MigrationOptions.warmStart(options);
        learnt.require();
        SingleOutputStreamOperator<Fact> rows =
                build(facts, MigrationOptions.settings(options), learnt);
        FactKafka.sinkTo(Topic.FACTS_MIGRATION, rows, options, "migration-facts");
        DeadLetterKafka.sinkTo(facts.getSideOutput(FactDecoder.REFUSED), options, "refused-facts");
        String root = options.get(RatesOptions.LAKE);
        if (root != null) {
            DataStream<Fact> settled = rows.getSideOutput(MigrationFunction.SETTLED);
            LakeSink.attach(settled, FactType.MIGRATION, new Path(root));
            LakeSink.attach(settled, FactType.MIGRATION_1M, new Path(root));
        }
    }

    /**
     * Wires facts to rows of migration, with the settled ones once more in a side output. One
     * operator sees all services: what is asked is always about two of them, and minutes are few.
     */
    static SingleOutputStreamOperator<Fact> build(
            DataStream<Fact> facts,
            MigrationSettings settings,
            LearntFile<LearntRegistrations> learnt) {
        return facts.filter(Migrations::reads)
                .name("What bears on migration")
                .uid("what-bears-on-migration")
                .keyBy(fact -> 0, Types.INT)
                .process(new MigrationFunction(settings, learnt))
                .returns(FactTypeInformation.FACT)
                .setParallelism(1)
                .name("Migration")
                .uid("migration");
    }
}
