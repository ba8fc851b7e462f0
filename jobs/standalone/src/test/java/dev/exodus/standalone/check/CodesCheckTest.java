package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.answer.FunnelMinute;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesCheckTest {
    private static final Instant FROM = Instant.parse("2014-02-22T18:30:00Z");
    private static final Instant TO = Instant.parse("2014-02-22T20:30:00Z");

    private static final StoredCodes.Told TOLD =
            new StoredCodes.Told(9_000L, 6_000L, 2_000.0, 700L, 80_000L, false);
    private static final StoredCodes ALL = row("*", TOLD, 8_000, 2_001, 700L);
    private static final StoredCodes GERMANY = row("DE", TOLD, 7_900, 2_001, null);

    private static StoredCodes row(
            String country, StoredCodes.Told told, long people, double lost, Long backlog) {
        return new StoredCodes(
                "i",
                "whatsapp",
                "telegram",
                country,
                FROM,
                TO,
                told,
                new StoredCodes.Tables(
                        true, 9_000, 6_000, people, lost, lost - 50, lost + 50, backlog, 4_000L,
                        90_000L, .97));
    }

    private static StoredCodes.Told told(
            Long requested, Long verified, Double suppressed, Long backlog, Long wait) {
        return new StoredCodes.Told(
                requested, verified, suppressed, backlog, wait, suppressed == null);
    }

    private static List<String> differences(StoredCodes... rows) {
        return report(rows).differences();
    }

    private static CodesReport report(StoredCodes... rows) {
        long minute = FROM.getEpochSecond() / 60;
        List<Long> counts = List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        return CodesCheck.judge(
                List.of(
                        new FunnelMinute("telegram", minute - 1, counts, 700),
                        new FunnelMinute("telegram", minute, counts, 1_970),
                        new FunnelMinute("telegram", minute + 119, counts, 50),
                        new FunnelMinute("telegram", minute + 120, counts, 700),
                        new FunnelMinute("line", minute, counts, 700)),
                List.of(rows));
    }

    @Test
    void whatTheTablesSayAndIsNearTheTruthIsMet() {
        assertThat(differences(ALL, GERMANY)).isEmpty();
        assertThat(report(ALL, GERMANY).flows())
                .singleElement()
                .satisfies(flow -> assertThat(flow.truth()).isEqualTo(2_020))
                .satisfies(flow -> assertThat(flow.holds()).isTrue());
    }

    @Test
    void eachFigureThatIsOffIsADifference() {
        assertThat(differences(ALL.with(told(9_001L, 6_000L, 2_000.0, 700L, 80_000L))))
                .singleElement()
                .asString()
                .contains("requested");
        assertThat(differences(ALL.with(told(9_000L, 6_001L, 2_000.0, 700L, 80_000L))))
                .singleElement()
                .asString()
                .contains("verified");
        assertThat(differences(ALL.with(told(9_000L, 6_000L, 2_005.0, 700L, 80_000L))))
                .singleElement()
                .asString()
                .contains("suppressed");
        assertThat(differences(ALL.with(told(9_000L, 6_000L, 2_000.0, 701L, 80_000L))))
                .singleElement()
                .asString()
                .contains("worst_backlog");
        assertThat(differences(ALL.with(told(9_000L, 6_000L, 2_000.0, 700L, 95_000L))))
                .singleElement()
                .asString()
                .contains("wait_p95_ms");
    }

    @Test
    void aMissingRowOfFiguresIsADifference() {
        assertThat(differences(ALL.with(told(null, null, null, null, null)))).hasSize(1);
    }

    @Test
    void figuresOfCodesThatAreNotKnownAreADifference() {
        StoredCodes.Tables unknown =
                new StoredCodes.Tables(false, 0, 0, 0, 0, 0, 0, null, null, null, 0);
        StoredCodes row = new StoredCodes("i", "whatsapp", "viber", "*", FROM, TO, TOLD, unknown);
        assertThat(differences(row)).hasSize(1);
        assertThat(differences(row.with(told(null, null, null, null, null)))).isEmpty();
    }

    @Test
    void whatFewLostMustBeWithheldAndNothingElse() {
        StoredCodes.Told nothing = told(9_000L, 6_000L, null, 700L, 80_000L);
        StoredCodes few = row("ES", nothing, 19, 4, null);
        assertThat(differences(ALL, GERMANY.with(nothing), few)).isEmpty();
        assertThat(differences(ALL, GERMANY, few)).hasSize(2);
        assertThat(differences(ALL, GERMANY.with(nothing), few.with(TOLD))).hasSize(2);
        assertThat(differences(ALL.with(nothing), GERMANY)).isNotEmpty();
    }
}
