package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.facts.FeedMinute;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class RetentionITCase {
    private static final List<String> DAYS =
            List.of("2013-12-31", "2014-01-31", "2014-02-20", "2014-02-21", "2014-02-22");

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path lake;

    @BeforeEach
    void fillTheLake() throws Exception {
        lake = folder.resolve("lake");
        try (LakeWriter writer = new LakeWriter(lake, "test")) {
            for (String day : DAYS) {
                writer.write(minute(day));
            }
            writer.commit();
        }
    }

    @Test
    void dropsWhatIsOlderThanTheDaysKeptAndNothingElse() throws Exception {
        try (Postgres postgres = Postgres.start(folder.resolve("postgres"))) {
            fill(postgres);
            String[] retention = {
                "retention",
                "--keep=2d",
                "--lake=" + lake,
                "--url=" + postgres.url(),
                "--password-file=" + postgres.passwordFile("exodus_owner")
            };
            String[] dryRun =
                    Stream.concat(Stream.of(retention), Stream.of("--dry-run"))
                            .toArray(String[]::new);

            assertThat(run(dryRun)).isZero();
            assertThat(out.toString().lines())
                    .containsExactly(
                            "PostgreSQL  feed_1m_201312",
                            "PostgreSQL  feed_1m_201401",
                            "PostgreSQL  sms_1s_20131231",
                            "PostgreSQL  sms_1s_20140131",
                            "PostgreSQL  sms_1s_20140220",
                            "lake        feed_1m/date=2013-12-31",
                            "lake        feed_1m/date=2014-01-31",
                            "lake        feed_1m/date=2014-02-20",
                            "would go: 5 partitions and 3 folders, all before 2014-02-21");
            assertThat(days()).hasSameSizeAs(DAYS);
            assertThat(times(postgres)).hasSameSizeAs(DAYS);

            assertThat(run(retention)).isZero();
            assertThat(out.toString())
                    .endsWith("gone: 5 partitions and 3 folders, all before 2014-02-21\n");
            assertThat(days()).containsExactly("date=2014-02-21", "date=2014-02-22");
            assertThat(times(postgres))
                    .as("a partition of a month goes when all of it is old")
                    .containsExactly("2014-02-20", "2014-02-21", "2014-02-22");
        }
    }

    @Test
    void refusesNonsenseInOneSentence() throws Exception {
        for (String keep : List.of("0d", "-5d", "90", "d", "3 months", "1e9d")) {
            assertRefused("--keep", "retention", "--keep=" + keep, "--lake=" + lake);
        }
        assertRefused("--lake", "retention", "--keep=90d");
        assertRefused("no lake", "retention", "--keep=90d", "--lake=" + folder.resolve("x"));
        assertRefused(
                "--password-file", "retention", "--keep=90d", "--url=jdbc:postgresql://host/db");
        assertRefused("nothing is stored", "retention", "--keep=90d", "--lake=" + folder);
        assertThat(days()).hasSameSizeAs(DAYS);
    }

    private void assertRefused(String why, String... args) {
        err.getBuffer().setLength(0);
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private static FeedMinute minute(String day) {
        Instant time = Instant.parse(day + "T12:00:00Z");
        return new FeedMinute("sms", time, 1, 1, 0, 0, 0, 0, 60, 1, 2);
    }

    private static void fill(Postgres postgres) throws Exception {
        try (Connection writer = postgres.connect(Postgres.WRITER);
                Statement statement = writer.createStatement()) {
            for (String day : DAYS) {
                for (String table : List.of("feed_1m", "sms_1s")) {
                    statement.execute(
                            "SELECT exodus.ensure_partition('%s', '%sT00:00Z')"
                                    .formatted(table, day));
                }
                statement.execute(
                        "INSERT INTO exodus.feed_1m VALUES"
                                + " ('sms', '%sT12:00Z', 1, 1, 0, 0, 0, 0, 60, 1, 2)"
                                        .formatted(day));
            }
        }
    }

    private static List<String> times(Postgres postgres) throws Exception {
        List<String> times = new ArrayList<>();
        try (Connection reader = postgres.connect(Postgres.READER);
                Statement statement = reader.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT (time AT TIME ZONE 'UTC')::date::text FROM exodus.feed_1m"
                                        + " ORDER BY time")) {
            while (rows.next()) {
                times.add(rows.getString(1));
            }
        }
        return times;
    }

    private List<String> days() throws Exception {
        try (Stream<Path> folders = Files.list(lake.resolve("feed_1m"))) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
