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
import dev.exodus.flink.source.FeedDecoder;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedSource;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.topics.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** How many people came to each service because of an outage elsewhere, and how sure that is. */
public final class MigrationJob {
    /** Name of the job, and its consumer group. */
    public static final String NAME = "exodus-migration";

    /** Facts and marks that it reads. */
    public static final List<Topic> READS =
            List.of(Topic.FACTS_RATES, Topic.FACTS_INCIDENTS, Topic.FACTS_SMS, Topic.MARKS);

    /** What it reads too if identities are shared. */
    public static final List<Topic> READS_FOR_PEOPLE =
            Stream.of(PeoplePipeline.FEEDS).map(Topic::of).toList();

    private static final Set<FactType> TYPES =
            Set.of(
                    FactType.REGISTRATIONS_1M,
                    FactType.SMS_1M,
                    FactType.SMS_FUNNEL_1M,
                    FactType.TICK,
                    FactType.INCIDENT,
                    FactType.MARK);

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
        DataStream<MigrationInput> input = facts(facts);
        if (MigrationOptions.areShared(options)) {
            input = input.union(people(env, options));
        }
        SingleOutputStreamOperator<Fact> rows =
                build(input, MigrationOptions.settings(options), learnt);
        FactKafka.sinkTo(Topic.FACTS_MIGRATION, rows, options, "migration-facts");
        DeadLetterKafka.sinkTo(facts.getSideOutput(FactDecoder.REFUSED), options, "refused-facts");
        String root = options.get(RatesOptions.LAKE);
        if (root != null) {
            DataStream<Fact> settled = rows.getSideOutput(MigrationFunction.SETTLED);
            LakeSink.attach(settled, FactType.MIGRATION, new Path(root));
            LakeSink.attach(settled, FactType.MIGRATION_1M, new Path(root));
            LakeSink.attach(settled, FactType.INCIDENT_PEOPLE, new Path(root));
        }
    }

    private static DataStream<MigrationInput> people(
            StreamExecutionEnvironment env, Configuration options) {
        Map<Feed, DataStream<FeedRecord>> records = new EnumMap<>(Feed.class);
        for (Feed feed : PeoplePipeline.FEEDS) {
            PeopleDetail detail = new PeopleDetail(feed, MigrationOptions.secretFile(options));
            records.put(
                    feed,
                    FeedSource.records(
                            env,
                            NAME,
                            feed,
                            new FeedDecoder(feed, PeopleDetail.FIELDS, detail),
                            RatesOptions.readFrom(options),
                            RatesOptions.watermarks(options),
                            options));
        }
        return PeoplePipeline.build(
                records,
                RatesOptions.admissionRule(options),
                options.get(RatesOptions.BUNDLE_EVENTS));
    }

    /** Those facts that bear on migration. */
    static DataStream<MigrationInput> facts(DataStream<Fact> facts) {
        return facts.flatMap(MigrationJob::input, MigrationInputSerializer.typeInformation())
                .name("What bears on migration")
                .uid("what-bears-on-migration");
    }

    private static void input(Fact fact, Collector<MigrationInput> out) {
        if (Migrations.reads(fact)) {
            out.collect(MigrationInput.of(fact));
        }
    }

    /**
     * Wires facts and people to rows of migration, with the settled ones once more in a side
     * output. One operator sees all services: what is asked is always about two of them, and
     * minutes are few.
     */
    static SingleOutputStreamOperator<Fact> build(
            DataStream<MigrationInput> input,
            MigrationSettings settings,
            LearntFile<LearntRegistrations> learnt) {
        return input.keyBy(fact -> 0, Types.INT)
                .process(new MigrationFunction(settings, learnt))
                .returns(FactTypeInformation.FACT)
                .setParallelism(1)
                .name("Migration")
                .uid("migration");
    }
}
