package dev.exodus.flink.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedWatermarks;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.SmsFunnel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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

/** The pipeline on a MiniCluster, parallelism 2, against plain loops over the same feed. */
class FunnelPipelineTest {
    private static final int PARALLELISM = 2;
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE;
    private static final long LATENESS = 10 * MINUTE;
    private static final long DISORDER = 5_000;
    private static final FunnelFeed FEED = new FunnelFeed();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @Test
    void everyRowIsExactInspiteOfDuplicatesDisorderAndLateEvents() throws Exception {
        assertThat(text(run(record -> record, "none"))).isEqualTo(expected());
    }

    @Test
    void aFailureInTheMiddleChangesNoRow() throws Exception {
        FailOnce.FAILURES.set(0);
        assertThat(text(run(new FailOnce(), "fixed-delay"))).isEqualTo(expected());
        assertThat(FailOnce.FAILURES).hasValue(1);
    }

    @Test
    void aKeyThatTakesOverInTheMiddleChangesNoRow() throws Exception {
        assertThat(text(run(new Rotation(true), "none"))).isEqualTo(expected());
    }

    @Test
    void withoutTheNextPseudonymBesideItARotationWouldCutSessions() throws Exception {
        assertThat(text(run(new Rotation(false), "none"))).isNotEqualTo(expected());
    }

    private static String expected() {
        Map<String, long[]> rows = FunnelOracle.rows(FEED, GAP, LATENESS, DISORDER);
        assertThat(rows).hasSizeGreaterThan(200);
        return text(rows);
    }

    private static String text(Map<String, long[]> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(
                (key, row) ->
                        text.append(key).append(' ').append(Arrays.toString(row)).append('\n'));
        return text.toString();
    }

    private static Map<String, long[]> run(
            MapFunction<FeedRecord, FeedRecord> fault, String restart) throws Exception {
        Configuration options = new Configuration();
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(50));
        Configuration flink = JobMain.flink(options);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, restart);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(PARALLELISM);
        DataStream<FeedRecord> records =
                env.fromSource(
                                new DataGeneratorSource<>(
                                        index -> FEED.record(index),
                                        FEED.size(),
                                        TypeInformation.of(FeedRecord.class)),
                                FeedWatermarks.strategy(DISORDER, 0),
                                "events")
                        .uid("events")
                        .map(fault)
                        .returns(FeedRecord.class)
                        .uid("fault");
        DataStream<Fact> rows =
                FunnelPipeline.build(
                        records,
                        new FunnelPipeline.Settings(
                                new AdmissionRule(LATENESS, DISORDER, DISORDER),
                                new FunnelSettings(GAP, LATENESS, Long.MIN_VALUE, 1),
                                100));
        return newest(rows);
    }

    /** Of the rows of one key the one with the greatest revision; all must be settled. */
    private static Map<String, long[]> newest(DataStream<Fact> rows) throws Exception {
        Map<String, SmsFunnel> newest = new TreeMap<>();
        try (CloseableIterator<Fact> facts = rows.executeAndCollect()) {
            while (facts.hasNext()) {
                SmsFunnel row = (SmsFunnel) facts.next();
                String minute = row.time().getEpochSecond() / 60 + " ";
                newest.merge(
                        minute + row.country() + " " + row.carrier(),
                        row,
                        (a, b) -> a.revision() > b.revision() ? a : b);
            }
        }
        assertThat(newest.values()).allMatch(SmsFunnel::settled);
        Map<String, long[]> counts = new TreeMap<>();
        newest.forEach((key, row) -> counts.put(key, counts(row)));
        return counts;
    }

    private static long[] counts(SmsFunnel row) {
        return new long[] {
            row.requested(),
            row.sent(),
            row.delivered(),
            row.failed(),
            row.expired(),
            row.verified(),
            row.uniqueRequesters(),
            row.retries(),
            row.revision()
        };
    }

    /**
     * Another pseudonym for everybody after twenty minutes, as {@link
     * dev.exodus.flink.pseudonym.Pseudonyms} would have it.
     *
     * @param shown whether requests of the horizon are shown under it already
     */
    private record Rotation(boolean shown) implements MapFunction<FeedRecord, FeedRecord> {
        private static final long CHANGE = 1_393_097_400_000L + 20 * MINUTE;
        private static final long OTHER = 1L << 40;

        @Override
        public FeedRecord map(FeedRecord record) {
            if (record.eventTime >= CHANGE + GAP) {
                record.person ^= OTHER;
            } else if (shown && record.eventTime >= CHANGE) {
                record.nextPerson = record.person ^ OTHER;
            }
            return record;
        }
    }

    /** Fails one subtask once, some way into the feed and after a checkpoint was likely. */
    private static final class FailOnce implements MapFunction<FeedRecord, FeedRecord> {
        private static final long serialVersionUID = 1;
        private static final AtomicInteger FAILURES = new AtomicInteger();

        @Override
        public FeedRecord map(FeedRecord record) {
            if (record.offset == 1_500 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("failure on purpose");
            }
            return record;
        }
    }
}
