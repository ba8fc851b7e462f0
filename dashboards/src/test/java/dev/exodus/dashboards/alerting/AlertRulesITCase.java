package dev.exodus.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.MigratedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which rules fire, for whom, given what is in a real database: asked as grafana_ro. */
class AlertRulesITCase {
    private static final Map<String, List<String>> OF_AN_OUTAGE =
            Map.of(
                    "incident-open", List.of("what's app"),
                    "incident-long", List.of("what's app"),
                    "registrations-low", List.of("what's app"),
                    "connections-failing", List.of("what's app"),
                    "registrations-surge", List.of("telegram"),
                    "sms-verify-low", List.of("telegram"),
                    "migration-spike", List.of("telegram"));
    private static final Map<String, List<String>> OF_A_STALLED_PIPELINE =
            Map.of("pipeline-stale", List.of("connection", "signup", "sms"));

    private static MigratedPostgres postgres;
    private static Database database;
    private static Seed seed;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = MigratedPostgres.start();
        database = postgres.reader(Duration.ofSeconds(10));
        seed = new Seed(postgres.admin(), Seed.NOW);
        seed.partitions();
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        database.close();
        postgres.close();
    }

    /** Whole minutes, as rows have. */
    private static Seed movedTo(Instant now) throws SQLException {
        Seed moved = new Seed(postgres.admin(), now);
        moved.partitions();
        return moved;
    }

    private static Map<String, List<String>> firing(Instant now) throws IOException, SQLException {
        Map<String, List<String>> firing = new TreeMap<>();
        for (AlertRule rule : AlertRule.all()) {
            List<String> names = rule.fires(database, now);
            if (!names.isEmpty()) {
                firing.put(rule.uid().substring("exodus-".length()), names);
            }
        }
        return firing;
    }

    @Test
    void noneFiresWhenAllIsWell() throws IOException, SQLException {
        seed.healthy();
        assertThat(firing(Seed.NOW)).isEmpty();
    }

    @Test
    void anOutageFiresForWhomItHits() throws IOException, SQLException {
        seed.outage();
        assertThat(firing(Seed.NOW)).isEqualTo(OF_AN_OUTAGE);
    }

    @Test
    void theSameFireWhenTheEveningIsMovedToNow() throws IOException, SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Seed moved = movedTo(now);
        moved.healthy();
        assertThat(firing(now)).isEmpty();
        moved.outage();
        assertThat(firing(now)).isEqualTo(OF_AN_OUTAGE);
        recover(moved);
        assertThat(firing(now)).isEmpty();
        moved.healthy();
        assertThat(firing(now.plus(Duration.ofMinutes(30)))).isEqualTo(OF_A_STALLED_PIPELINE);
    }

    @Test
    void aShortIncidentIsNotLongYet() throws IOException, SQLException {
        seed.healthy();
        seed.incident("s", "telegram", "down", "2014-02-22 19:31:00Z");
        assertThat(firing(Seed.NOW)).isEqualTo(Map.of("incident-open", List.of("telegram")));
    }

    @Test
    void noneFiresAfterRecovery() throws IOException, SQLException {
        seed.outage();
        recover(seed);
        assertThat(firing(Seed.NOW)).isEmpty();
    }

    private static void recover(Seed seed) throws SQLException {
        seed.run("UPDATE exodus.incident SET ended_at = '2014-02-22 19:59:30Z'");
        seed.run(
                "UPDATE exodus.expectation_1m SET observed = 100 WHERE time >= '2014-02-22 19:40Z'");
        seed.run("UPDATE exodus.connections_1m SET ok = 990 WHERE time >= '2014-02-22 19:40Z'");
        seed.run(
                "UPDATE exodus.sms_1m SET verified = 90, expired = 5 WHERE time >= '2014-02-22 19:40Z'");
        seed.run("UPDATE exodus.migration_1m SET excess = 0");
    }

    @Test
    void aSurgeASuspectFeedAndAMergedIncidentAreNoOpenIncident() throws IOException, SQLException {
        seed.healthy();
        seed.incident("up", "telegram", "up", "2014-02-22 19:20:00Z");
        seed.incident("suspect", "telegram", "down", "2014-02-22 19:20:00Z");
        seed.incident("merged", "telegram", "down", "2014-02-22 19:20:00Z");
        seed.run("UPDATE exodus.incident SET feed_suspect = true WHERE incident_id = 'suspect'");
        seed.run("UPDATE exodus.incident SET merged_into = 'x' WHERE incident_id = 'merged'");
        assertThat(firing(Seed.NOW)).isEmpty();
    }

    @Test
    void aStalledPipelineIsStaleAndNoOutage() throws IOException, SQLException {
        seed.healthy();
        Instant later = Seed.NOW.plus(Duration.ofMinutes(30));
        assertThat(firing(later)).isEqualTo(OF_A_STALLED_PIPELINE);
    }

    @Test
    void oneStalledFeedIsNamed() throws IOException, SQLException {
        seed.healthy();
        seed.run(
                "UPDATE exodus.feed_1m SET covered_seconds = 0"
                        + " WHERE feed = 'sms' AND time >= '2014-02-22 19:50Z'");
        assertThat(firing(Seed.NOW)).isEqualTo(Map.of("pipeline-stale", List.of("sms")));
    }

    @Test
    void aDatabaseWithoutAnythingIsStale() throws IOException, SQLException {
        seed.healthy();
        seed.run("TRUNCATE exodus.service, exodus.feed_1m");
        assertThat(firing(Seed.NOW)).isEqualTo(Map.of("pipeline-stale", List.of("no data")));
    }

    @Test
    void everyAnswerIsATimeALabelAndANumberForEachServiceWithinHalfASecond()
            throws IOException, SQLException {
        seed.healthy();
        for (AlertRule rule : AlertRule.all()) {
            Frame frame = rule.ask(database, Seed.NOW);
            assertThat(frame.columns())
                    .as(rule.uid())
                    .extracting(Frame.Column::type)
                    .containsExactly("time", "string", "number");
            assertThat(frame.columns().get(0).name()).as(rule.uid()).isEqualTo("time");
            assertThat(frame.rows()).as(rule.uid()).hasSizeBetween(2, 3);
            assertThat(frame.millis()).as(rule.uid()).isLessThan(500);
        }
    }
}
