package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.answer.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentsCheckTest {
    private static final Instant FROM = Instant.parse("2014-02-22T17:00:00Z");
    private static final Instant DOWN = FROM.plusSeconds(5_400);
    private static final Instant UP = FROM.plusSeconds(9_000);
    private static final Instant AGAIN = FROM.plusSeconds(12_000);
    private static final Instant END = FROM.plusSeconds(13_000);

    private static final Summary.Incident OUTAGE =
            new Summary.Incident(
                    "whatsapp", "outage", List.of(List.of(DOWN, UP), List.of(AGAIN, END)));
    private static final Summary.Incident SURGE =
            new Summary.Incident("telegram", "registration_surge", List.of(List.of(DOWN, END)));

    private static Summary key(Instant to, Summary.Incident... incidents) {
        return new Summary(
                "test",
                1,
                1,
                FROM,
                to,
                to,
                600_000,
                5_000,
                List.of(),
                List.of(),
                List.of(),
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("telegram", List.of(DOWN), "line", List.of()),
                List.of(incidents),
                List.of(),
                Map.of());
    }

    private static Summary key() {
        return key(END.plusSeconds(3_600), OUTAGE, SURGE);
    }

    private static StoredIncident stored(String service, String kind, Instant... times) {
        List<StoredIncident.Part> parts = new ArrayList<>();
        for (int i = 0; i < times.length; i += 2) {
            parts.add(new StoredIncident.Part(times[i], times[i + 1]));
        }
        return new StoredIncident(
                service + kind + times[0],
                3,
                service,
                kind,
                "major",
                parts,
                .1,
                times[0].plusSeconds(90),
                false);
    }

    private static StoredIncident outage(int startError, int endError) {
        Instant down = DOWN.plusSeconds(startError);
        return stored("whatsapp", "outage", down, UP, AGAIN, END.plusSeconds(endError));
    }

    private static StoredIncident surge() {
        return stored("telegram", "registration_surge", DOWN.plusSeconds(500), UP);
    }

    @Test
    void whatIsFoundWithItsTimesIsMet() {
        IncidentsReport report = IncidentsCheck.judge(key(), List.of(outage(60, -60), surge()));

        assertThat(report.differences()).isEmpty();
        assertThat(report.met()).isTrue();
        assertThat(report.incidents().get(0))
                .isEqualTo(
                        new IncidentsReport.Incident(
                                "whatsapp", "outage", DOWN, 2, 60L, -60L, 150L));
        assertThat(report.incidents().get(1).endErrorS()).isNull();
    }

    @Test
    void aStartOrEndThatIsFarIsADifference() {
        assertThat(IncidentsCheck.judge(key(), List.of(outage(61, 0), surge())).differences())
                .containsExactly(
                        "whatsapp outage start: 2014-02-22T18:31:01Z, expected"
                                + " 2014-02-22T18:30:00Z within PT1M");
        assertThat(IncidentsCheck.judge(key(), List.of(outage(0, -61), surge())).met()).isFalse();
    }

    @Test
    void whatIsMissingTwiceOrInvented() {
        StoredIncident drop = stored("line", "registration_drop", DOWN, UP);
        assertThat(IncidentsCheck.judge(key(), List.of(surge())).differences())
                .containsExactly("whatsapp outage from 2014-02-22T18:30:00Z: found 0 times");
        assertThat(
                        IncidentsCheck.judge(key(), List.of(outage(0, 0), outage(1, 0), surge()))
                                .differences())
                .containsExactly("whatsapp outage from 2014-02-22T18:30:00Z: found 2 times");
        assertThat(IncidentsCheck.judge(key(), List.of(outage(0, 0), surge(), drop)).differences())
                .singleElement()
                .asString()
                .startsWith("not in the key: line registration_drop");
    }

    @Test
    void partsThatWereNotJoinedOrSplitAreADifference() {
        StoredIncident one = stored("whatsapp", "outage", DOWN, END);

        assertThat(IncidentsCheck.judge(key(), List.of(one, surge())).differences())
                .singleElement()
                .asString()
                .startsWith("whatsapp outage: 2 parts expected, found");
    }

    @Test
    void whatOutlastsTheRunMustNotHaveEnded() {
        Summary cut = key(END.minusSeconds(300), OUTAGE);

        assertThat(IncidentsCheck.judge(cut, List.of(outage(0, 0))).met()).isFalse();
        StoredIncident open = stored("whatsapp", "outage", DOWN, UP, AGAIN, null);
        assertThat(IncidentsCheck.judge(cut, List.of(open)).met()).isTrue();
        assertThat(IncidentsCheck.judge(key(), List.of(open, surge())).met()).isFalse();
    }

    @Test
    void whatWasOverBeforeIsNotJudged() {
        StoredIncident before = stored("line", "registration_surge", FROM.minusSeconds(900), FROM);
        StoredIncident within =
                stored("line", "registration_surge", FROM.minusSeconds(900), FROM.plusSeconds(1));

        assertThat(IncidentsCheck.judge(key(), List.of(before, outage(0, 0), surge())).met())
                .isTrue();
        assertThat(IncidentsCheck.judge(key(), List.of(within, outage(0, 0), surge())).met())
                .isFalse();
    }

    /** Whoever is drawn for days comes from this country in the morning, from that at night. */
    @Test
    void aLaterSurgeIsTrueWherePeopleAreStillDrawnAndNowhereElse() {
        Instant later = END.plusSeconds(3_600);
        StoredIncident drawn = stored("telegram", "registration_surge", later, null);
        StoredIncident ofNothing = stored("line", "registration_surge", later, null);
        StoredIncident before = stored("telegram", "registration_surge", FROM, DOWN);

        assertThat(IncidentsCheck.judge(key(), List.of(outage(0, 0), surge(), drawn)).met())
                .isTrue();
        assertThat(IncidentsCheck.judge(key(), List.of(outage(0, 0), surge(), ofNothing)).met())
                .isFalse();
        assertThat(IncidentsCheck.judge(key(), List.of(outage(0, 0), surge(), before)).met())
                .isFalse();
    }
}
