package dev.exodus.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.FeedMinute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final LocalDate SATURDAY = LocalDate.of(2014, 2, 22);
    private static final Instant EVENING = Instant.parse("2014-02-22T18:30:00Z");

    /** As the sink of a job names its files. */
    private static final String JOB = "4736b5f3-1f91-425f-8d9a-8e8bb1f88401";

    @TempDir private Path lake;

    @Test
    void oneFileOfTheNewestFactsIsLeft() throws Exception {
        FeedMinute older = minute(EVENING, 3);
        FeedMinute newer = minute(EVENING, 5);
        FeedMinute other = minute(EVENING.plusSeconds(60), 2);
        write("first", older, other);
        write("second", newer);

        Compaction.Result result = new Compaction(lake).compact(FactType.FEED_1M, SATURDAY);

        assertThat(result).isEqualTo(new Compaction.Result(FactType.FEED_1M, 2, 2));
        assertThat(files()).containsExactly("part-compact-0.parquet");
        assertThat(facts()).containsExactly(newer, other);
    }

    @Test
    void compactingAgainChangesNothing() throws Exception {
        write("first", minute(EVENING, 3));
        new Compaction(lake).compact(FactType.FEED_1M, SATURDAY);

        new Compaction(lake).compact(FactType.FEED_1M, SATURDAY);

        assertThat(facts()).containsExactly(minute(EVENING, 3));
    }

    @Test
    void refusesADayThatIsStillBeingWritten() throws Exception {
        write("first", minute(EVENING, 3));
        Files.createFile(folder().resolve(".part-1-0.parquet.inprogress"));

        assertThatThrownBy(() -> new Compaction(lake).compact(FactType.FEED_1M, SATURDAY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still being written");
        assertThat(facts()).containsExactly(minute(EVENING, 3));
    }

    /** A killed job goes on from its last checkpoint with other files. */
    @Test
    void whatAKilledJobLeftBehindIsDeletedWhenItHasGoneOnForAnHour() throws Exception {
        write(JOB, minute(EVENING, 3));
        hidden(3_700);
        new Compaction(lake).compact(FactType.FEED_1M, SATURDAY);
        assertThat(files()).containsExactly("part-compact-0.parquet");
        assertThat(facts()).containsExactly(minute(EVENING, 3));
    }

    @Test
    void itHasNotGoneOnForLongIfThatIsSaid() throws Exception {
        write(JOB, minute(EVENING, 3));
        hidden(100);
        Compaction anHour = new Compaction(lake);
        assertThatThrownBy(() -> anHour.compact(FactType.FEED_1M, SATURDAY))
                .hasMessageContaining("still being written");
        new Compaction(lake, Duration.ofSeconds(90)).compact(FactType.FEED_1M, SATURDAY);
        assertThat(files()).containsExactly("part-compact-0.parquet");
    }

    /** When it goes on it makes visible what it had finished. */
    @Test
    void theFilesOfAJobThatIsDownAreKept() throws Exception {
        write("history", minute(EVENING, 3));
        Path finished = hidden(7_200);
        assertThatThrownBy(() -> new Compaction(lake).compact(FactType.FEED_1M, SATURDAY))
                .hasMessageContaining("still being written");
        assertThat(finished).exists();
    }

    /** A file that a job began, last written to so many seconds ago. */
    private Path hidden(long secondsAgo) throws IOException {
        Path file = Files.createFile(folder().resolve(".part-1-0.parquet.inprogress"));
        return Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
    }

    private static FeedMinute minute(Instant time, long read) {
        return new FeedMinute("signup", time, read, read, 0, 0, 0, 0, 60, 1, 2 * read);
    }

    private void write(String name, Fact... facts) throws IOException {
        try (LakeWriter writer = new LakeWriter(lake, name)) {
            for (Fact fact : facts) {
                writer.write(fact);
            }
            writer.commit();
        }
    }

    private Path folder() {
        return lake.resolve("feed_1m").resolve("date=" + SATURDAY);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<Fact> facts() throws Exception {
        List<Fact> facts = new ArrayList<>();
        try (Connection duckdb = LakeDatabase.open(lake);
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM feed_1m ORDER BY time")) {
            while (rows.next()) {
                facts.add(FactRows.read(FactType.FEED_1M, rows));
            }
        }
        return facts;
    }
}
