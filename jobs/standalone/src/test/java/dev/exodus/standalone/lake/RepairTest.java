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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
    private static final Instant EVENING = Instant.parse("2014-02-22T18:30:00Z");
    private static final Instant SUNDAY = Instant.parse("2014-02-23T12:00:00Z");

    @TempDir private Path lake;

    @Test
    void whatWasWrittenAgainIsFoundAndIsThereOnceAfterwards() throws Exception {
        FeedMinute older = minute(EVENING, 3);
        FeedMinute newer = minute(EVENING, 5);
        FeedMinute sunday = minute(SUNDAY, 2);
        write("first", older, newer, sunday);
        write("again", older, newer);
        Repair repair = new Repair(lake);

        assertThat(repair.find()).containsExactly(new Repair.Day(FactType.FEED_1M, folder(), 2, 0));
        repair.repair(repair.find().get(0));

        assertThat(repair.find()).isEmpty();
        assertThat(facts()).as("every revision is kept").containsExactly(older, newer, sunday);
    }

    @Test
    void twoContentsOfOneRevisionAreReported() throws Exception {
        write("first", minute(EVENING, 3));
        write("again", new FeedMinute("signup", EVENING, 3, 2, 1, 0, 0, 0, 60, 1, 6));

        assertThat(new Repair(lake).find())
                .containsExactly(new Repair.Day(FactType.FEED_1M, folder(), 1, 1));
    }

    @Test
    void aDayThatIsStillBeingWrittenIsLeftAlone() throws Exception {
        write("first", minute(EVENING, 3));
        write("again", minute(EVENING, 3));
        Files.createFile(folder().resolve(".part-1-0.parquet.inprogress"));
        Repair repair = new Repair(lake);

        assertThatThrownBy(() -> repair.repair(repair.find().get(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still being written");
        assertThat(facts()).hasSize(2);
    }

    @Test
    void whatAKilledJobLeftBehindGoesWithTheRepair() throws Exception {
        Path left =
                Files.createFile(Files.createDirectories(folder()).resolve(".part-1-0.parquet"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(10)));
        write("4736b5f3-1f91-425f-8d9a-8e8bb1f88401", minute(EVENING, 3));
        write("5736b5f3-1f91-425f-8d9a-8e8bb1f88401", minute(EVENING, 3));
        Repair repair = new Repair(lake, Duration.ZERO);

        repair.repair(repair.find().get(0));

        assertThat(facts()).containsExactly(minute(EVENING, 3));
        assertThat(left).doesNotExist();
    }

    @Test
    void anEmptyLakeNeedsNoRepair() throws Exception {
        assertThat(new Repair(lake).find()).isEmpty();
    }

    private static FeedMinute minute(Instant time, long read) {
        return new FeedMinute("signup", time, read, read, 0, 0, 0, 0, 60, 1, 2 * read);
    }

    private Path folder() {
        return lake.resolve("feed_1m").resolve("date=2014-02-22");
    }

    private void write(String name, Fact... facts) throws IOException {
        try (LakeWriter writer = new LakeWriter(lake, name)) {
            for (Fact fact : facts) {
                writer.write(fact);
            }
            writer.commit();
        }
    }

    private List<Fact> facts() throws Exception {
        List<Fact> facts = new ArrayList<>();
        try (Connection duckDb = LakeDatabase.open(lake);
                Statement statement = duckDb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT * FROM feed_1m ORDER BY time, revision")) {
            while (rows.next()) {
                facts.add(FactRows.read(FactType.FEED_1M, rows));
            }
        }
        return facts;
    }
}
