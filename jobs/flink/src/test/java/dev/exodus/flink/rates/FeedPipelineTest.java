package dev.exodus.flink.rates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.flink.admission.Records;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedWatermarks;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FeedMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The pipeline on a MiniCluster: two partitions, parallelism 2, faults in the feed. */
class FeedPipelineTest {
    private static final int PARALLELISM = 2;
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final int PER_PARTITION = 6_000;
    private static final AdmissionRule RULE = new AdmissionRule(2 * MINUTE, 5_000, 5_000);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @Test
    void countsEveryEventOnceInspiteOfDuplicatesAndDisorder() throws Exception {
        assertThat(run(record -> record, "none")).isEqualTo(Expected.compute());
    }

    @Test
    void aFailureInTheMiddleChangesNothing() throws Exception {
        FailOnce.FAILURES.set(0);
        assertThat(run(new FailOnce(), "fixed-delay")).isEqualTo(Expected.compute());
        assertThat(FailOnce.FAILURES).hasValue(1);
    }

    private static Expected run(MapFunction<FeedRecord, FeedRecord> fault, String restart)
            throws Exception {
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
                                        FeedPipelineTest::record,
                                        2L * PER_PARTITION,
                                        TypeInformation.of(FeedRecord.class)),
                                FeedWatermarks.strategy(RULE.outOfOrdernessMs(), 0),
                                "events")
                        .uid("events")
                        .map(fault)
                        .returns(FeedRecord.class)
                        .uid("fault");
        FeedPipeline.Results results =
                FeedPipeline.build(
                        Feed.SIGNUP,
                        records,
                        new FeedPipeline.Settings(
                                RULE,
                                new RatesSettings(
                                        2 * MINUTE, 3_600, List.of("UTC"), Long.MIN_VALUE, true, 1),
                                true,
                                100));
        Map<Instant, Long> seconds = new HashMap<>();
        Map<Instant, FeedMinute> ledger = new HashMap<>();
        try (CloseableIterator<Fact> facts =
                results.rates().union(results.ledger()).executeAndCollect()) {
            while (facts.hasNext()) {
                Fact fact = facts.next();
                if (fact instanceof RegistrationSecond row) {
                    seconds.merge(row.time(), row.registrations(), Math::max);
                } else if (fact instanceof FeedMinute row) {
                    ledger.merge(row.time(), row, (a, b) -> a.revision() > b.revision() ? a : b);
                }
            }
        }
        seconds.values().removeIf(count -> count == 0);
        long read = ledger.values().stream().mapToLong(FeedMinute::read).sum();
        long counted = ledger.values().stream().mapToLong(FeedMinute::counted).sum();
        long duplicate = ledger.values().stream().mapToLong(FeedMinute::duplicate).sum();
        long late = ledger.values().stream().mapToLong(FeedMinute::late).sum();
        assertThat(read).isEqualTo(counted + duplicate + late);
        return new Expected(seconds, counted, duplicate, late);
    }

    /** Each half of the sequence is one partition, in order. */
    private static FeedRecord record(long index) {
        int partition = (int) (index / PER_PARTITION);
        long offset = index % PER_PARTITION;
        FeedRecord record = Records.event(partition, offset, T + offset * 100 + partition * 7);
        if (offset % 10 == 3) {
            record.eventTime -= 1_500;
        }
        if (offset % 97 == 5) {
            record.eventTime -= MINUTE;
        }
        if (offset % 211 == 7) {
            record.eventTime -= 10 * MINUTE;
        }
        if (offset % 50 == 9) {
            FeedRecord original = record(index - 1);
            record.eventTime = original.eventTime;
            record.eventId = original.eventId;
        }
        return record;
    }

    /** What must come out, counted by a plain loop over the partitions. */
    private record Expected(Map<Instant, Long> seconds, long counted, long duplicate, long late) {
        static Expected compute() {
            Map<Instant, Long> seconds = new HashMap<>();
            Set<Long> ids = new HashSet<>();
            long counted = 0;
            long duplicate = 0;
            long late = 0;
            for (int partition = 0; partition < 2; partition++) {
                long clock = Long.MIN_VALUE / 2;
                for (int offset = 0; offset < PER_PARTITION; offset++) {
                    FeedRecord record = record((long) partition * PER_PARTITION + offset);
                    clock = Math.max(clock, record.eventTime);
                    if (record.eventTime + 2 * MINUTE < clock - 5_000) {
                        late++;
                    } else if (ids.add(record.eventId)) {
                        counted++;
                        long second = Math.floorDiv(record.eventTime, 1000);
                        seconds.merge(Instant.ofEpochSecond(second), 1L, Long::sum);
                    } else {
                        duplicate++;
                    }
                }
            }
            assertThat(late).isPositive();
            assertThat(duplicate).isPositive();
            return new Expected(seconds, counted, duplicate, late);
        }
    }

    /** Fails one subtask once, some way into the feed and after a checkpoint was likely. */
    private static final class FailOnce implements MapFunction<FeedRecord, FeedRecord> {
        private static final long serialVersionUID = 1;
        private static final AtomicInteger FAILURES = new AtomicInteger();

        @Override
        public FeedRecord map(FeedRecord record) {
            if (record.offset == 4_000 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("failure on purpose");
            }
            return record;
        }
    }
}
