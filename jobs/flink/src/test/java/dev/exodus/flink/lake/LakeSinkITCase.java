package dev.exodus.flink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.FeedMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkITCase {
    private static final long FACTS = 6_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path root;

    @Test
    void everyRowIsThereExactlyOnceAfterTwoFailures() throws Exception {
        write(new org.apache.flink.core.fs.Path(root.toUri()));

        assertExactlyOnce(root);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aLakeOnS3IsNoDifferent() throws Exception {
        try (S3Server s3 = S3Server.start(root)) {
            write(new org.apache.flink.core.fs.Path("s3://" + S3Server.BUCKET + "/exodus"));

            s3.download(root);
            assertExactlyOnce(root.resolve("exodus"));
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    private static void write(org.apache.flink.core.fs.Path lake) throws Exception {
        FailsAt.FAILED.clear();
        StreamExecutionEnvironment env = environment();
        DataStream<Fact> facts = facts(env, new FailsAt(Set.of(2_500L, 4_700L)));
        LakeSink.attach(facts, FactType.REGISTRATIONS_1S, lake);
        LakeSink.attach(facts, FactType.FEED_1M, lake);
        env.execute("lake");
    }

    private static void assertExactlyOnce(Path lake) throws Exception {
        assertThat(FailsAt.FAILED).containsExactlyInAnyOrder(2_500L, 4_700L);
        try (Lake duckdb = new Lake(lake)) {
            assertThat(duckdb.all(FactType.REGISTRATIONS_1S))
                    .containsExactlyInAnyOrderElementsOf(expected(FactType.REGISTRATIONS_1S));
            assertThat(duckdb.all(FactType.FEED_1M))
                    .containsExactlyInAnyOrderElementsOf(expected(FactType.FEED_1M));
        }
        // Several files per table: rows became visible while the job was running.
        assertThat(visibleFiles(lake)).hasSizeGreaterThan(4);
        assertThat(lake.resolve("registrations_1s/date=2014-02-22")).isDirectory();
        assertThat(lake.resolve("registrations_1s/date=2014-02-23")).isDirectory();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.attempts", "2");
        configuration.setString("restart-strategy.fixed-delay.delay", "0 s");
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.auto-generate-uids", "false");
        configuration.setString("execution.checkpointing.interval", "50 ms");
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(2);
    }

    private static DataStream<Fact> facts(StreamExecutionEnvironment env, FailsAt failures) {
        DataGeneratorSource<Fact> source =
                new DataGeneratorSource<>(
                        LakeSinkITCase::fact,
                        FACTS,
                        RateLimiterStrategy.perCheckpoint(500),
                        FactTypeInformation.FACT);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Facts")
                .uid("facts")
                .map(failures)
                .returns(FactTypeInformation.FACT)
                .uid("failures");
    }

    /** Over two days; every tenth is of another table. */
    private static Fact fact(long number) {
        Instant time = Instant.parse("2014-02-22T23:30:00Z").plusSeconds(number);
        return number % 10 == 0
                ? new FeedMinute("sms", time, number, number, 0, 0, 0, 0, 60, 1, number)
                : new RegistrationSecond("telegram", time, 0, number, true, 1, number);
    }

    private static List<Fact> expected(FactType type) {
        return LongStream.range(0, FACTS)
                .mapToObj(LakeSinkITCase::fact)
                .filter(fact -> fact.type() == type)
                .toList();
    }

    private static List<Path> visibleFiles(Path lake) throws Exception {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(file -> file.getFileName().toString().matches("part-.*parquet"))
                    .toList();
        }
    }

    /** Fails once at each of some facts. */
    private static final class FailsAt implements MapFunction<Fact, Fact> {
        private static final Set<Long> FAILED = ConcurrentHashMap.newKeySet();

        private final Set<Long> revisions;

        private FailsAt(Set<Long> revisions) {
            this.revisions = revisions;
        }

        @Override
        public Fact map(Fact fact) {
            if (revisions.contains(fact.revision()) && FAILED.add(fact.revision())) {
                throw new IllegalStateException("fails at revision " + fact.revision());
            }
            return fact;
        }
    }
}
