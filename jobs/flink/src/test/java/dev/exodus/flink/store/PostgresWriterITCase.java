package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.facts.ArbitraryFacts;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresWriterITCase {
    private static final Instant EVENING = Instant.parse("2014-02-22T18:00:00Z");

    @TempDir static Path folder;
    private static TestPostgres postgres;

    private final TestProcessingTimeService time = new TestProcessingTimeService();

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
        for (FactType type : tables().toList()) {
            postgres.execute("TRUNCATE exodus." + type.table());
        }
    }

    static Stream<FactType> tables() {
        return Stream.of(FactType.values()).filter(FactType::inPostgres);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableTakesItsFactsWithNullsAndGivesThemBack(FactType type) throws Exception {
        List<Fact> facts =
                ArbitraryFacts.of(type)
                        .filter(PostgresWriterITCase::isStorable)
                        .map(fact -> inTheEvening(type, fact))
                        .list()
                        .ofSize(30)
                        .uniqueElements(fact -> key(type, fact))
                        .sample();
        write(facts);
        assertThat(postgres.rows(type)).containsExactlyInAnyOrderElementsOf(facts);
    }

    @Test
    void twoRevisionsOfAKeyInOneFlushLeaveTheNewer() throws Exception {
        write(List.of(second(0, 1, 5), second(0, 1, 7), second(0, 1, 6)));
        assertThat(rows()).containsExactly(second(0, 1, 7));
    }

    @Test
    void anOlderFactAfterANewerOneChangesNothing() throws Exception {
        write(List.of(second(0, 1, 7)));
        write(List.of(second(0, 1, 6)));
        assertThat(rows()).containsExactly(second(0, 1, 7));
    }

    @Test
    void aNewerFactReplacesTheRow() throws Exception {
        write(List.of(second(0, 1, 7), second(1, 1, 1)));
        write(List.of(second(0, 1, 8)));
        assertThat(rows()).containsExactlyInAnyOrder(second(0, 1, 8), second(1, 1, 1));
    }

    @Test
    void aGenerationBeatsAnyRevision() throws Exception {
        write(List.of(second(0, 1, 700)));
        write(List.of(second(0, 2, 3)));
        write(List.of(second(0, 1, 900)));
        assertThat(rows()).containsExactly(second(0, 2, 3));
    }

    @Test
    void aNullReplacesAValue() throws Exception {
        write(List.of(minute(EVENING, 1)));
        write(List.of(minute(null, 2)));
        assertThat(postgres.rows(FactType.REGISTRATIONS_1M)).containsExactly(minute(null, 2));
    }

    @Test
    void writesWhenEnoughRowsWait() throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(3, 60_000, 0))) {
            writer.write(second(0, 1, 1), null);
            writer.write(second(1, 1, 1), null);
            assertThat(rows()).isEmpty();
            writer.write(second(2, 1, 1), null);
            assertThat(rows()).hasSize(3);
        }
    }

    @Test
    void writesAgainAndAgainWhenRowsHaveWaitedLongEnough() throws Exception {
        time.setCurrentTime(0);
        try (PostgresWriter writer = writer(postgres.settings(1_000, 500, 0))) {
            writer.write(second(0, 1, 1), null);
            time.setCurrentTime(499);
            assertThat(rows()).isEmpty();
            time.setCurrentTime(500);
            assertThat(rows()).hasSize(1);
            writer.write(second(1, 1, 1), null);
            time.setCurrentTime(1_000);
            assertThat(rows()).hasSize(2);
        }
    }

    @Test
    void writesBeforeACheckpoint() throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(1_000, 60_000, 0))) {
            writer.write(second(0, 1, 1), null);
            writer.flush(false);
            assertThat(rows()).hasSize(1);
        }
    }

    @Test
    void makesThePartitionsThatItNeedsAndTheServicesAndCarriersThatAreNew() throws Exception {
        write(
                List.of(
                        service("viber", "2014-02-22T23:59:59Z"),
                        service("viber", "2014-02-23T00:00:00Z"),
                        funnel("tele2")));
        assertThat(rows()).hasSize(2);
        assertThat(postgres.single("SELECT count(*) FROM exodus.service WHERE service = 'viber'"))
                .isEqualTo("1");
        assertThat(postgres.single("SELECT count(*) FROM exodus.carrier WHERE carrier = 'tele2'"))
                .isEqualTo("1");
        write(List.of(service("viber", "2014-02-24T00:00:00Z"), funnel("tele2")));
        assertThat(rows()).hasSize(3);
    }

    @Test
    void twoWritersOfTheSameKeysAgreeOnTheNewest() throws Exception {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int offset = 0; offset < 2; offset++) {
            int first = offset;
            writers.add(
                    CompletableFuture.runAsync(
                            () -> writeRevisions(IntStream.range(0, 40).map(n -> 2 * n + first))));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.join();
        }
        assertThat(rows()).hasSize(50).allMatch(fact -> fact.revision() == 79);
    }

    private void writeRevisions(IntStream revisions) {
        try (PostgresWriter writer = writer(postgres.settings(50, 60_000, 10_000))) {
            for (int revision : revisions.toArray()) {
                for (int i = 0; i < 50; i++) {
                    writer.write(second(i, 1, revision), null);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void losesNothingWhenTheDatabaseGoesAwayAndComesBack() throws Exception {
        List<Fact> facts = IntStream.range(0, 400).mapToObj(i -> second(i, 1, i)).toList();
        try (PostgresWriter writer = writer(postgres.settings(10, 60_000, 120_000))) {
            for (Fact fact : facts.subList(0, 195)) {
                writer.write(fact, null);
            }
            postgres.stop();
            CompletableFuture<Void> rest =
                    CompletableFuture.runAsync(() -> write(writer, facts.subList(195, 400)));
            assertThat(rest).isNotDone();
            postgres.start();
            rest.join();
            writer.flush(true);
        }
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(facts);
    }

    @Test
    void losesNothingWhenItsConnectionsAreCutAgainAndAgain() throws Exception {
        List<Fact> facts = IntStream.range(0, 300).mapToObj(i -> second(i, 1, i)).toList();
        try (PostgresWriter writer = writer(postgres.settings(10, 60_000, 60_000))) {
            for (Fact fact : facts) {
                if (fact.revision() % 50 == 25) {
                    postgres.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                    + " application_name = 'exodus-store'");
                }
                writer.write(fact, null);
            }
            writer.flush(true);
        }
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(facts);
    }

    @Test
    void failsWhenTheDatabaseStaysAwayForLongerThanTheBudget() throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(1_000, 60_000, 300))) {
            writer.write(second(0, 1, 1), null);
            postgres.stop();
            try {
                assertThatThrownBy(() -> writer.flush(false))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("did not come back within PT0.3S");
            } finally {
                postgres.start();
            }
        }
    }

    @Test
    void refusesADatabaseOfAnotherVersion() throws Exception {
        String change =
                "UPDATE exodus.flyway_schema_history SET version = '%s' WHERE version = '%s'";
        String known = SchemaVersion.KNOWN;
        postgres.execute(change.formatted("99", known));
        try {
            assertThatThrownBy(() -> writer(postgres.settings(10, 1_000, 60_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("schema version 99 (exodus.flyway_schema_history)")
                    .hasMessageContaining("this release writes version " + known);
        } finally {
            postgres.execute(change.formatted(known, "99"));
        }
    }

    @Test
    void saysInOneSentenceThatThePasswordIsWrong() throws Exception {
        assertThatThrownBy(() -> writer(postgres.settings("guess", 10, 1_000, 60_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "refused user exodus_writer: correct the password in the file")
                .hasMessageNotContaining("guess");
    }

    @Test
    void saysAtOnceWhatItMayNotWrite() throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(10, 1_000, 60_000))) {
            postgres.execute("REVOKE INSERT ON exodus.registrations_1s FROM exodus_writer");
            writer.write(second(0, 1, 1), null);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not allow user exodus_writer to write")
                    .hasMessageContaining("registrations_1s");
        } finally {
            postgres.execute("GRANT INSERT ON exodus.registrations_1s TO exodus_writer");
        }
    }

    @Test
    void refusesAFactWithoutATable() throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(10, 1_000, 0))) {
            assertThatThrownBy(() -> writer.write(new Tick("sms", "line", EVENING, 1, 0), null))
                    .hasMessage("PostgreSQL has no table tick");
        }
    }

    /** Prints how much is gained by arrays; asserts that both ways leave the same rows. */
    @Test
    void arraysLeaveTheSameRowsAsSingleStatementsOnlySooner() throws Exception {
        List<Fact> facts = IntStream.range(0, 100_000).mapToObj(i -> second(i, 1, i)).toList();
        List<Fact> few = facts.subList(0, 10_000);
        writeInBulk(facts);
        writeOneByOne(few);
        empty();

        long start = System.nanoTime();
        writeInBulk(facts);
        double arrays = facts.size() / seconds(start);
        assertThat(postgres.single("SELECT sum(revision) FROM exodus.registrations_1s"))
                .isEqualTo("4999950000");

        empty();
        start = System.nanoTime();
        writeOneByOne(few);
        double single = few.size() / seconds(start);
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(few);
        System.out.printf(
                Locale.ROOT,
                "rows per second: %.0f with arrays, %.0f one by one, %.1f times%n",
                arrays,
                single,
                arrays / single);
    }

    private void writeInBulk(List<Fact> facts) throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(5_000, 60_000, 0))) {
            write(writer, facts);
            writer.flush(true);
        }
    }

    private static void writeOneByOne(List<Fact> facts) throws Exception {
        String sql =
                "INSERT INTO exodus.registrations_1s AS t VALUES (?, ?::timestamptz, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (service, time) DO UPDATE SET revision = excluded.revision"
                        + " WHERE excluded.revision >= t.revision";
        try (Connection connection = postgres.owner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Fact fact : facts) {
                Object[] values = fact.type().values(fact);
                for (int i = 0; i < values.length; i++) {
                    Object value = values[i];
                    statement.setObject(i + 1, value instanceof Instant ? value.toString() : value);
                }
                statement.execute();
            }
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static void write(PostgresWriter writer, List<Fact> facts) {
        try {
            for (Fact fact : facts) {
                writer.write(fact, null);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(List<Fact> facts) throws Exception {
        try (PostgresWriter writer = writer(postgres.settings(1_000, 60_000, 0))) {
            for (Fact fact : facts) {
                writer.write(fact, null);
            }
            writer.flush(true);
        }
    }

    private PostgresWriter writer(PostgresSettings settings) throws IOException {
        return PostgresWriter.start(settings, time, new UnregisteredMetricsGroup());
    }

    private static List<Fact> rows() throws Exception {
        return postgres.rows(FactType.REGISTRATIONS_1S);
    }

    private static Fact second(int second, int generation, long revision) {
        return new RegistrationSecond(
                "telegram", EVENING.plusSeconds(second), 0, revision, true, generation, revision);
    }

    private static Fact service(String service, String time) {
        return new RegistrationSecond(service, Instant.parse(time), 0, 1, true, 1, 1);
    }

    private static Fact minute(Instant peakTime, long revision) {
        return new RegistrationMinute(
                "telegram", "*", "*", EVENING, 0, 9, 1, peakTime, 60, true, 1, revision);
    }

    private static Fact funnel(String carrier) {
        return new SmsFunnel(
                "telegram",
                "DE",
                carrier,
                EVENING,
                1,
                1,
                1,
                1,
                0,
                0,
                1,
                0,
                null,
                null,
                null,
                null,
                false,
                1,
                1);
    }

    private static List<Object> key(FactType type, Fact fact) {
        return Arrays.asList(type.values(fact)).subList(0, type.keyColumns());
    }

    /** FactDecoder refuses text that PostgreSQL cannot hold. */
    private static boolean isStorable(Fact fact) {
        return Stream.of(fact.type().values(fact))
                .filter(String.class::isInstance)
                .allMatch(text -> ((String) text).chars().allMatch(c -> c > 0 && c < 0xD800));
    }

    /** Times within an hour, so that few partitions are made. */
    private static Fact inTheEvening(FactType type, Fact fact) {
        Object[] values = type.values(fact);
        for (int i = 0; i < values.length; i++) {
            if (type.columns().get(i).type() == Column.Type.TIMESTAMP && values[i] != null) {
                int micros = Math.floorMod(((Instant) values[i]).getNano(), 1_000_000_000) / 1_000;
                values[i] = EVENING.plusNanos(micros * 1_000L);
            }
        }
        return type.fact(values);
    }
}
