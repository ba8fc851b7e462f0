package dev.exodus.flink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.facts.ArbitraryFacts;
import dev.exodus.schemas.facts.DowntimePattern;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.RegistrationDay;
import dev.exodus.schemas.facts.RegistrationSecond;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LakeWriterTest {
    @TempDir Path root;

    @ParameterizedTest
    @EnumSource(
            value = FactType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TICK", "MARK"})
    void duckDbReadsBackEveryRowOfEveryTable(FactType type) throws Exception {
        Arbitrary<Fact> inMilliseconds =
                ArbitraryFacts.of(type).map(fact -> toMilliseconds(type, fact));
        List<Fact> facts = inMilliseconds.list().ofSize(60).sample();
        write("history", facts);
        try (Lake lake = new Lake(root)) {
            assertThat(lake.all(type)).containsExactlyInAnyOrderElementsOf(facts);
        }
    }

    @Test
    void theLatestViewHasTheNewestFactOfEachKey() throws Exception {
        write(
                "history",
                List.of(
                        second("2014-02-22T18:00:00Z", 5, 1, 5),
                        second("2014-02-22T18:00:00Z", 7, 1, 7),
                        second("2014-02-22T18:00:00Z", 6, 1, 6),
                        second("2014-02-22T18:00:01Z", 9, 1, 9),
                        second("2014-02-22T18:00:01Z", 2, 2, 2)));
        write("late", List.of(second("2014-02-22T18:00:02Z", 0, 1, 0)));
        try (Lake lake = new Lake(root)) {
            assertThat(lake.latest(FactType.REGISTRATIONS_1S))
                    .containsExactlyInAnyOrder(
                            second("2014-02-22T18:00:00Z", 7, 1, 7),
                            second("2014-02-22T18:00:01Z", 2, 2, 2),
                            second("2014-02-22T18:00:02Z", 0, 1, 0));
        }
    }

    @Test
    void aTableWithoutFilesIsAnEmptyView() throws Exception {
        try (Lake lake = new Lake(root)) {
            assertThat(lake.latest(FactType.REGISTRATIONS_1M)).isEmpty();
            assertThat(lake.count("SELECT count(peak_time) FROM registrations_1m")).isZero();
        }
    }

    @Test
    void factsLieUnderTheUtcDateOfTheirTime() throws Exception {
        Fact day =
                new RegistrationDay(
                        "telegram",
                        "*",
                        LocalDate.parse("2014-02-23"),
                        "America/Sao_Paulo",
                        1,
                        1,
                        1,
                        null,
                        1,
                        1);
        Fact undated =
                new DowntimePattern(
                        "line", "down", "p1", 3, "UTC", 4, 9, 0.01, "03:00", "04:00", "-", 1, 1);
        write(
                "history",
                List.of(
                        second("2014-02-22T23:59:59Z", 1, 1, 1),
                        second("2014-02-23T00:00:00Z", 1, 1, 1),
                        day,
                        undated));
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "registrations_1s/date=2014-02-22/part-history-0.parquet",
                        "registrations_1s/date=2014-02-23/part-history-0.parquet",
                        "registrations_1d/date=2014-02-23/part-history-0.parquet",
                        "downtime_pattern/date=__HIVE_DEFAULT_PARTITION__/part-history-0.parquet");
    }

    @Test
    void theSameImportDoneAgainReplacesItsFiles() throws Exception {
        List<Fact> facts = List.of(second("2014-02-22T18:00:00Z", 5, 1, 5));
        write("history", facts);
        write("history", facts);
        try (Lake lake = new Lake(root)) {
            assertThat(lake.all(FactType.REGISTRATIONS_1S)).isEqualTo(facts);
        }
    }

    @Test
    void goingBackToADateBeginsAnotherFile() throws Exception {
        write(
                "history",
                List.of(
                        second("2014-02-22T18:00:00Z", 1, 1, 1),
                        second("2014-02-23T18:00:00Z", 2, 1, 2),
                        second("2014-02-22T19:00:00Z", 3, 1, 3)));
        assertThat(files()).hasSize(3);
        try (Lake lake = new Lake(root)) {
            assertThat(lake.count("SELECT sum(registrations) FROM registrations_1s")).isEqualTo(6);
        }
    }

    @Test
    void nothingIsVisibleWithoutACommit() throws Exception {
        try (LakeWriter writer = new LakeWriter(root, "history")) {
            writer.write(second("2014-02-22T18:00:00Z", 1, 1, 1));
            writer.write(second("2014-02-23T18:00:00Z", 1, 1, 1));
            assertThat(files()).allMatch(file -> file.contains("/.part-"));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesWhatTheLakeDoesNotHave() {
        Fact mark =
                new Mark(
                        "m1",
                        "note",
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        "-",
                        null,
                        false,
                        1,
                        1);
        assertThatThrownBy(() -> write("history", List.of(mark)))
                .hasMessage("the lake has no table mark");
        assertThatThrownBy(() -> new LakeWriter(root, "../x")).hasMessageContaining("'../x'");
    }

    private void write(String name, List<Fact> facts) throws IOException {
        try (LakeWriter writer = new LakeWriter(root, name)) {
            for (Fact fact : facts) {
                writer.write(fact);
            }
            writer.commit();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    private static Fact second(String time, long registrations, int generation, long revision) {
        return new RegistrationSecond(
                "telegram", Instant.parse(time), 0, registrations, true, generation, revision);
    }

    private static Fact toMilliseconds(FactType type, Fact fact) {
        return type.fact(
                Stream.of(type.values(fact))
                        .map(v -> v instanceof Instant t ? t.truncatedTo(ChronoUnit.MILLIS) : v)
                        .toArray());
    }
}
