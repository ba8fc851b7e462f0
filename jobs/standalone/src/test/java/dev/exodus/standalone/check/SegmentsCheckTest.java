package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.answer.CauseMinute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentsCheckTest {
    private static final Map<String, Long> DRAWN =
            Map.of("DE", 900L, "ES", 800L, "IT", 700L, "GB", 600L, "FR", 500L, "BR", 300L);

    private static Map<String, Double> found(String... countries) {
        Map<String, Double> found = new LinkedHashMap<>();
        double excess = 1_000;
        for (String country : countries) {
            found.put(country, excess);
            excess -= 100;
        }
        return found;
    }

    private static SegmentsReport.Surge judge(Map<String, Double> found, double europe) {
        return SegmentsCheck.judge("telegram", DRAWN, found, Map.of("Europe", europe, "Asia", 9.0));
    }

    @Test
    void fiveOfTheRegionAndFourFifthsOfItsExcessAreMet() {
        SegmentsReport.Surge surge = judge(found("ES", "DE", "GB", "IT", "NL", "BR"), 2_800);

        assertThat(surge.region()).isEqualTo("Europe");
        assertThat(surge.largest()).containsExactly("ES", "DE", "GB", "IT", "NL");
        assertThat(surge.truth()).isEqualTo(3_500);
        assertThat(surge.met()).isTrue();
        assertThat(surge.difference()).isEmpty();
    }

    @Test
    void tooLittleIsADifference() {
        SegmentsReport.Surge surge = judge(found("ES", "DE", "GB", "IT", "NL"), 2_799);

        assertThat(surge.met()).isFalse();
        assertThat(surge.difference())
                .hasValue(
                        "incident_segment: of the surge of telegram ES, DE, GB, IT, NL explain"
                                + " most, expected are five of Europe; 2,799 registrations there"
                                + " beyond the usual, expected 3,500, and four fifths at least");
    }

    @Test
    void anotherRegionAmongTheFiveOrFewerAreADifference() {
        assertThat(judge(found("ES", "DE", "BR", "GB", "IT"), 3_500).met()).isFalse();
        assertThat(judge(found("ES", "DE", "GB", "IT"), 3_500).met()).isFalse();
        assertThat(judge(Map.of(), 0).met()).isFalse();
    }

    /** A surge that is given up after a day explains those who came in that day. */
    @Test
    void onlyWhoRegisteredWhileItWentOnIsAskedFor() {
        Instant start = Instant.parse("2014-02-22T18:30:00Z");
        List<CauseMinute> causes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long minute = start.getEpochSecond() / 60 + i;
            causes.add(
                    new CauseMinute("telegram", minute, List.of(9L, 9L, 5L), List.of(0L, 0L, 0L)));
            causes.add(new CauseMinute("line", minute, List.of(0L, 0L, 7L), List.of(0L, 0L, 0L)));
        }
        StoredIncident surge =
                new StoredIncident(
                        "id",
                        1,
                        "telegram",
                        "registration_surge",
                        "major",
                        List.of(
                                new StoredIncident.Part(
                                        start.plusSeconds(600), start.plusSeconds(1_800)),
                                new StoredIncident.Part(start.plusSeconds(3_000), null)),
                        9,
                        start,
                        false);

        assertThat(SegmentsCheck.within(surge, DRAWN, causes))
                .containsEntry("DE", 630L)
                .containsEntry("BR", 210L);
    }
}
