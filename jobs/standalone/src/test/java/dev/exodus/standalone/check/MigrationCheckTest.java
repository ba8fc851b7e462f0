package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.answer.CauseMinute;
import dev.exodus.simulator.answer.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationCheckTest {
    private static final Instant FROM = Instant.parse("2014-02-22T17:00:00Z");
    private static final Instant DOWN = FROM.plusSeconds(5_400);
    private static final Instant UP = FROM.plusSeconds(9_000);
    private static final Instant TO = FROM.plusSeconds(36_000);
    private static final int MINUTES = 510;

    private static final Summary KEY =
            new Summary(
                    "test",
                    1,
                    1,
                    FROM,
                    TO,
                    TO,
                    600_000,
                    5_000,
                    List.of("whatsapp", "telegram"),
                    List.of(),
                    List.of(),
                    0,
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    List.of(new Summary.Incident("whatsapp", "outage", List.of(List.of(DOWN, UP)))),
                    List.of(),
                    Map.of());

    /** A minute: 60 of ordinary demand, 20 because of news, 40 of the outage; 10 of these lost. */
    private static List<CauseMinute> causes() {
        List<CauseMinute> causes = new ArrayList<>();
        long first = FROM.getEpochSecond() / 60;
        for (int i = 0; i < 600; i++) {
            causes.add(
                    new CauseMinute(
                            "telegram", first + i, List.of(50L, 20L, 40L), List.of(10L, 0L, 7L)));
        }
        return causes;
    }

    private static StoredMigration row(double excess, double half, double newsShare) {
        double observed = 110.0 * MINUTES;
        return new StoredMigration(
                "whatsapp",
                "telegram",
                DOWN.plusSeconds(20),
                UP,
                TO.plusSeconds(600),
                observed,
                observed,
                excess,
                excess,
                excess - half,
                excess + half,
                newsShare,
                0,
                false);
    }

    private static MigrationReport judge(StoredMigration... rows) {
        return MigrationCheck.judge(KEY, causes(), List.of(rows));
    }

    /** 110 a minute came, 80 would have come anyway. */
    @Test
    void theTruthIsWhatCameLessWhoWouldHaveComeAnyway() {
        MigrationReport report = judge(row(30.0 * MINUTES + 100, 200, .18));

        assertThat(report.differences()).isEmpty();
        assertThat(report.met()).isTrue();
        assertThat(report.flows())
                .singleElement()
                .satisfies(
                        flow -> {
                            assertThat(flow.truth()).isEqualTo(30.0 * MINUTES);
                            assertThat(flow.holds()).isTrue();
                            assertThat(flow.newsTruth()).isEqualTo(20 / 110.0);
                        });
    }

    @Test
    void anIntervalMayMissTheTruthButNotByMuch() {
        MigrationReport near = judge(row(30.0 * MINUTES + 300, 200, .18));
        assertThat(near.flows().get(0).holds()).isFalse();
        assertThat(near.met()).isTrue();
        assertThat(judge(row(30.0 * MINUTES + 500, 200, .18)).met()).isFalse();
    }

    @Test
    void aShareOfTheNewsThatIsOffIsADifference() {
        assertThat(judge(row(30.0 * MINUTES, 200, .3)).met()).isFalse();
    }

    @Test
    void aMissingRowIsADifference() {
        assertThat(judge().differences())
                .containsExactly("migration from whatsapp to telegram: found 0 times");
    }

    @Test
    void whatDoesNotAddUpIsADifference() {
        StoredMigration row = row(30.0 * MINUTES, 200, .18);
        StoredMigration off =
                new StoredMigration(
                        row.source(),
                        row.destination(),
                        row.start(),
                        row.end(),
                        row.through(),
                        row.observed(),
                        row.added() - 1,
                        row.excess(),
                        row.curve() + 1,
                        row.lo95(),
                        row.hi95(),
                        row.newsShare(),
                        0,
                        false);
        assertThat(judge(off).differences()).hasSize(2);
    }
}
