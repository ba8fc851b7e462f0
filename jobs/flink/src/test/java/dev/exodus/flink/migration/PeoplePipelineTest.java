package dev.exodus.flink.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.options.GivenOptions;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedWatermarks;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Facts and two feeds of events to rows with people, on a MiniCluster at parallelism 2. */
class PeoplePipelineTest {
    private static final int PARALLELISM = 2;
    private static final long LATENESS = 600_000;
    private static final long DISORDER = 5_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @TempDir Path folder;

    @Test
    void whoMovedIsToldFromTheEventsThemselves() throws Exception {
        check(run(record -> record, "none"));
    }

    @Test
    void aFailureInTheMiddleChangesNothing() throws Exception {
        FailOnce.FAILURES.set(0);
        check(run(new FailOnce(), "fixed-delay"));
        assertThat(FailOnce.FAILURES).hasValue(1);
    }

    private static void check(Map<String, Migration> settled) {
        assertThat(settled.values())
                .allSatisfy(row -> assertThat(row.migrated()).isEqualTo(200))
                .allSatisfy(row -> assertThat(row.lift()).isEqualTo(1))
                .allSatisfy(row -> assertThat(row.retainedDay1()).isEqualTo(.5))
                .allSatisfy(row -> assertThat(row.retainedDay7()).isNull())
                .allSatisfy(row -> assertThat(row.dueAt()).isNotNull());
    }

    /**
     * Rows that are settled, * and that of the one country. The job goes on until they are told.
     */
    private Map<String, Migration> run(MapFunction<FeedRecord, FeedRecord> fault, String restart)
            throws Exception {
        Configuration options =
                GivenOptions.parse(
                        MigrationOptions.ALL,
                        MigrationOptions.REQUIRED,
                        "--identities",
                        "shared",
                        "--checkpoint-interval",
                        "50 ms");
        Configuration flink = JobMain.flink(options);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, restart);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(PARALLELISM);
        List<Fact> input = new ArrayList<>();
        input.add(OutageElsewhere.settled());
        input.addAll(OutageElsewhere.registrations(0, OutageElsewhere.SETTLED + 5));
        DataStream<Fact> facts =
                env.fromData(FactTypeInformation.FACT, input.toArray(Fact[]::new)).uid("facts");
        Map<Feed, DataStream<FeedRecord>> records = new EnumMap<>(Feed.class);
        for (Feed feed : PeoplePipeline.FEEDS) {
            records.put(feed, records(env, feed, fault));
        }
        DataStream<MigrationInput> people =
                PeoplePipeline.build(records, new AdmissionRule(LATENESS, DISORDER, DISORDER), 100);
        LearntFile<LearntRegistrations> learnt = OutageElsewhere.learnt(folder);
        DataStream<Fact> rows =
                MigrationJob.build(
                        MigrationJob.facts(facts).union(people),
                        MigrationOptions.settings(options),
                        learnt);
        Map<String, Migration> settled = new TreeMap<>();
        try (CloseableIterator<Fact> told = rows.executeAndCollect()) {
            while (settled.size() < 2 && told.hasNext()) {
                if (told.next() instanceof Migration row && row.settled()) {
                    settled.put(row.country(), row);
                }
            }
        }
        return settled;
    }

    private static DataStream<FeedRecord> records(
            StreamExecutionEnvironment env, Feed feed, MapFunction<FeedRecord, FeedRecord> fault) {
        return env.fromSource(
                        new DataGeneratorSource<>(
                                index -> PeopleFeed.record(feed, index),
                                PeopleFeed.ENDLESS,
                                RateLimiterStrategy.perSecond(20_000),
                                TypeInformation.of(FeedRecord.class)),
                        FeedWatermarks.strategy(DISORDER, 0),
                        feed + " events")
                .uid(feed.wireName() + "-events")
                .map(fault)
                .returns(FeedRecord.class)
                .uid(feed.wireName() + "-fault");
    }

    /** Fails one subtask once, some way into the feed and after a checkpoint was likely. */
    private static final class FailOnce implements MapFunction<FeedRecord, FeedRecord> {
        private static final long serialVersionUID = 1;
        private static final AtomicInteger FAILURES = new AtomicInteger();

        @Override
        public FeedRecord map(FeedRecord record) {
            if (record.offset == 1_200 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("failure on purpose");
            }
            return record;
        }
    }
}
