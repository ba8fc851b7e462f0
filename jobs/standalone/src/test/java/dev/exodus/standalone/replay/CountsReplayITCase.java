package dev.exodus.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Feed;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Forty minutes with zeros, a gap of seven and a gap of one, through everything. */
@Timeout(180)
class CountsReplayITCase {
    private static final long FROM = Instant.parse("2017-05-22T08:00:00Z").getEpochSecond();

    @TempDir private Path root;

    @Test
    void everyMinuteEqualsTheCountsAndAGapIsNeverZero() throws Exception {
        Counts counts = counts();
        DataFolder folder = new DataFolder(root);

        CountsReport report = replayed(counts, Feed.CONNECTION, folder);

        assertThat(report.differences()).isEmpty();
        assertThat(report.met()).isTrue();
        assertThat(report.minutes()).isEqualTo(32);
        assertThat(report.gapMinutes()).isEqualTo(8);
        assertThat(report.gaps()).isEqualTo(2);

        findsAChangedCountInBothStores(folder, counts);
        findsAZeroInAGap(folder, new CountsReplay(counts, "shop", Feed.CONNECTION));
    }

    private static CountsReport replayed(Counts counts, Feed feed, DataFolder folder)
            throws Exception {
        CountsReplay replay = new CountsReplay(counts, "shop", feed);
        replay.run(
                folder,
                false,
                new PrintWriter(Writer.nullWriter()),
                false,
                Double.POSITIVE_INFINITY);
        return replay.check(folder);
    }

    /** Two days of a busy service with gaps, one of them long, an outage and a partial one. */
    @Test
    void whatIsToldOfAFileIsWhatTheDetectorSaysOfItByItself() throws Exception {
        Counts counts = twoDays();
        DataFolder folder = new DataFolder(root);

        CountsReport report = replayed(counts, Feed.SIGNUP, folder);

        assertThat(report.differences()).isEmpty();
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection reader = postgres.connect(Postgres.READER);
                Statement statement = reader.createStatement();
                java.sql.ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), min(started_at), max(ended_at) FROM"
                                        + " exodus.incident WHERE kind = 'registration_drop' AND"
                                        + " parts <> '[]'")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getTimestamp(2).toInstant())
                    .isEqualTo(Instant.ofEpochSecond(FROM + 60 * 2_000));
            assertThat(row.getTimestamp(3).toInstant())
                    .isEqualTo(Instant.ofEpochSecond(FROM + 60 * 2_040));
        }
        long[] changed = counts.counts().clone();
        changed[1_500] /= 2;
        assertThat(
                        new CountsReplay(
                                        new Counts(60, counts.times(), changed),
                                        "shop",
                                        Feed.SIGNUP)
                                .check(folder)
                                .differences())
                .anyMatch(difference -> difference.contains("the detector by itself says"));
    }

    private static Counts twoDays() {
        java.util.Random random = new java.util.Random(11);
        long[] minutes =
                java.util.stream.LongStream.range(0, 2_400)
                        .filter(i -> i < 700 || i > 760 && i != 1_600)
                        .toArray();
        long[] times = new long[minutes.length];
        long[] counts = new long[minutes.length];
        for (int i = 0; i < minutes.length; i++) {
            times[i] = FROM + 60 * minutes[i];
            double rate = 60 * (1 + .5 * Math.sin(2 * Math.PI * minutes[i] / 1_440));
            boolean down = minutes[i] >= 2_000 && minutes[i] < 2_040;
            double mean = down ? 0 : rate;
            counts[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return new Counts(60, times, counts);
    }

    private static void findsAChangedCountInBothStores(DataFolder folder, Counts counts)
            throws Exception {
        long[] changed = counts.counts().clone();
        changed[20]++;
        Counts other = new Counts(counts.step(), counts.times(), changed);

        CountsReport report = new CountsReplay(other, "shop", Feed.CONNECTION).check(folder);

        assertThat(report.met()).isFalse();
        assertThat(report.totalDifferences()).isEqualTo(2);
        assertThat(report.differences().get(0))
                .startsWith("PostgreSQL " + Instant.ofEpochSecond(counts.times()[20]));
        assertThat(report.differences().get(1)).startsWith("Parquet");
    }

    private static void findsAZeroInAGap(DataFolder folder, CountsReplay replay) throws Exception {
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection writer = postgres.connect(Postgres.WRITER);
                Statement statement = writer.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO exodus.connections_1s (service, time, attempts, ok, timeout,"
                            + " refused, reset, server_error, auth_failed, complete, generation,"
                            + " revision) VALUES ('shop', '2017-05-22T08:12:00Z', 0, 0, 0, 0, 0, 0,"
                            + " 0, true, 1, 0)");
        }

        CountsReport report = replay.check(folder);

        assertThat(report.differences())
                .singleElement()
                .asString()
                .startsWith("PostgreSQL 2017-05-22T08:12:00Z: ")
                .endsWith("expected no row, 0 s observed");
    }

    /** Two zeros first, zeros in between, minutes 10 to 16 and 30 missing. */
    private static Counts counts() {
        long[] minutes =
                java.util.stream.LongStream.range(0, 40)
                        .filter(i -> i < 10 || i > 16 && i != 30)
                        .toArray();
        long[] times = new long[minutes.length];
        long[] counts = new long[minutes.length];
        for (int i = 0; i < minutes.length; i++) {
            times[i] = FROM + 60 * minutes[i];
            counts[i] = i < 2 || i % 7 == 0 ? 0 : 37 * i + i % 5;
        }
        return new Counts(60, times, counts);
    }
}
