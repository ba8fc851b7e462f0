package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.facts.KafkaRecord;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.facts.DeadLetterMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StoreJobITCase {
    private static final Instant EVENING = Instant.parse("2014-02-22T18:00:00Z");
    private static final Set<Long> FAILED = ConcurrentHashMap.newKeySet();
    private static final Queue<DeadLetter> REFUSED = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir static Path folder;
    private static TestPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = new TestPostgres(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws Exception {
        FAILED.clear();
        REFUSED.clear();
        for (FactType type : List.of(FactType.REGISTRATIONS_1S, FactType.DEAD_LETTER_1M)) {
            postgres.execute("TRUNCATE exodus." + type.table());
        }
    }

    @Test
    void everyFactIsStoredAndEveryDeadLetterCountedOnceAcrossFailures() throws Exception {
        run(3_000, index -> fact(failsOnceAt(1_700, index)), 2_000, StoreJobITCase::deadLetter);

        assertThat(postgres.rows(FactType.REGISTRATIONS_1S))
                .hasSize(1_000)
                .containsExactlyInAnyOrderElementsOf(newestSeconds());
        assertThat(FAILED).containsExactly(1_700L);
    }

    @Test
    void countsOfAMinuteAddUpOverItsPartitionsAndRepeatedDeadLettersAddNothing() throws Exception {
        run(1, StoreJobITCase::fact, 2_000, index -> deadLetter(failsOnceAt(1_100, index)));

        assertThat(FAILED).containsExactly(1_100L);
        // 2,000 records: every fifth is no dead letter, every other one is sent twice.
        assertThat(postgres.rows(FactType.DEAD_LETTER_1M))
                .containsExactlyInAnyOrder(
                        new DeadLetterMinute("sms", "late", EVENING, 400, 1, 400),
                        new DeadLetterMinute("sms", "late", EVENING.plusSeconds(60), 400, 1, 400));
    }

    @Test
    void whatIsNoFactIsHandedOnAndTheRestIsStored() throws Exception {
        run(
                10,
                index -> index == 4 ? record("facts.rates", 0, index, "{\"type\":") : fact(index),
                1,
                StoreJobITCase::deadLetter);

        assertThat(REFUSED).hasSize(1);
        assertThat(REFUSED.element().offset()).isEqualTo(4);
        assertThat(postgres.rows(FactType.REGISTRATIONS_1S)).hasSize(9);
    }

    @Test
    void ticksAreNotStoredNorDoTheyStopTheJob() throws Exception {
        run(
                10,
                index ->
                        index % 2 == 0
                                ? record(index, new Tick("sms", "line", EVENING, 1, index))
                                : fact(index),
                1,
                StoreJobITCase::deadLetter);
        assertThat(postgres.rows(FactType.REGISTRATIONS_1S)).hasSize(5);
        assertThat(REFUSED).isEmpty();
    }

    private static void run(
            long facts,
            GeneratorFunction<Long, KafkaRecord> factAt,
            long deadLetters,
            GeneratorFunction<Long, KafkaRecord> deadLetterAt)
            throws Exception {
        StreamExecutionEnvironment env = environment();
        StoreJob.build(
                        records(env, "facts", facts, factAt),
                        records(env, "dead-letters", deadLetters, deadLetterAt),
                        new PostgresSink(postgres.settings(100, 100, 10_000)))
                .map(
                        letter -> {
                            REFUSED.add(letter);
                            return letter;
                        })
                .uid("remember")
                .sinkTo(new DiscardingSink<>())
                .uid("refused");
        env.execute("store");
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.attempts", "1");
        configuration.setString("restart-strategy.fixed-delay.delay", "0 s");
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.auto-generate-uids", "false");
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("execution.checkpointing.interval", "50 ms");
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(2);
    }

    /** From one reader, so that each partition's records come in the order of their offsets. */
    private static DataStream<KafkaRecord> records(
            StreamExecutionEnvironment env,
            String uid,
            long count,
            GeneratorFunction<Long, KafkaRecord> recordAt) {
        DataGeneratorSource<KafkaRecord> source =
                new DataGeneratorSource<>(
                        recordAt,
                        count,
                        RateLimiterStrategy.perCheckpoint(300),
                        TypeInformation.of(KafkaRecord.class));
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid)
                .uid(uid)
                .setParallelism(1);
    }

    /** Three revisions of each of 1,000 seconds, the newest in the middle. */
    private static KafkaRecord fact(long index) {
        long revision = index / 1_000 == 1 ? 9 : index / 1_000;
        return record(index, second(index % 1_000, revision));
    }

    private static Fact second(long second, long revision) {
        return new RegistrationSecond(
                "telegram", EVENING.plusSeconds(second), 0, revision, true, 1, revision);
    }

    private static List<Fact> newestSeconds() {
        return LongStream.range(0, 1_000).mapToObj(second -> second(second, 9)).toList();
    }

    private static KafkaRecord record(long offset, Fact fact) {
        String json = new String(FactJson.encode(fact), StandardCharsets.UTF_8);
        return record(fact.type().topic().topicName(), 0, offset, json);
    }

    private static KafkaRecord record(String topic, int partition, long offset, String value) {
        return new KafkaRecord(
                topic,
                partition,
                offset,
                EVENING.toEpochMilli(),
                value.getBytes(StandardCharsets.UTF_8));
    }

    /** Of two partitions in turn and two minutes, each sent twice, with garbage between. */
    private static KafkaRecord deadLetter(long index) {
        if (index % 5 == 4) {
            return record("dead-letters", 0, index, "garbage");
        }
        long number = index / 5 * 2 + index % 5 / 2;
        DeadLetter letter =
                new DeadLetter(
                        "events.sms",
                        (int) (number % 2),
                        number / 2 * 7,
                        "sms",
                        "late",
                        null,
                        EVENING.plusSeconds(number / 2 % 2 * 60).toEpochMilli(),
                        "{}");
        return record(
                "dead-letters", 0, index, new String(letter.toJson(), StandardCharsets.UTF_8));
    }

    private static long failsOnceAt(long wanted, long index) {
        if (index == wanted && FAILED.add(index)) {
            throw new IllegalStateException("fails at " + index);
        }
        return index;
    }
}
