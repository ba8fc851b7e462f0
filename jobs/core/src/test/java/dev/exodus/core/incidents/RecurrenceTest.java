package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.DowntimePattern;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
    /** A Monday. */
    private static final long MONDAY = Instant.parse("2014-02-03T00:00:00Z").getEpochSecond();

    private static final long DAY = 86_400;

    private static List<DowntimePattern> patterns(Recurrence recurrence) {
        return recurrence.patterns("line", Symptom.FAILURE, ZoneOffset.UTC, 1);
    }

    @Test
    void poissonTailsAreExact() {
        assertThat(Poisson.atLeast(0, 2)).isEqualTo(1);
        assertThat(Poisson.atLeast(1, 2)).isCloseTo(1 - Math.exp(-2), within(1e-15));
        assertThat(Poisson.atLeast(3, 2)).isCloseTo(1 - 5 * Math.exp(-2), within(1e-15));
        assertThat(Poisson.atLeast(1, 50)).isCloseTo(1, within(1e-14));
        assertThat(Poisson.atLeast(4, 1e-3) / (1e-12 / 24)).isCloseTo(1, within(1e-3));
    }

    @Test
    void findsADowntimeOfEverySaturdayEvening() {
        Recurrence recurrence = new Recurrence();
        for (int week = 0; week < 4; week++) {
            long start = MONDAY + (7 * week + 5) * DAY + 20 * 3_600 + 600 * week;
            recurrence.add(new Part(start, start + 5_400), ZoneOffset.UTC);
        }

        DowntimePattern pattern = patterns(recurrence).get(0);

        assertThat(patterns(recurrence)).hasSize(1);
        assertThat(pattern.hourOfWeek()).isEqualTo(5 * 24 + 20);
        assertThat(pattern.starts()).isEqualTo(4);
        assertThat(pattern.typicalStart()).isEqualTo("20:15");
        assertThat(pattern.typicalEnd()).isEqualTo("21:45");
        assertThat(pattern.pValue()).isCloseTo(Poisson.atLeast(4, 4 / 168.0), within(1e-20));
        assertThat(pattern.description())
                .isEqualTo("Saturdays, failure: 4 starts in 4 weeks, typically 20:15-21:45");
    }

    /** Its hours begin on the half hour of UTC. */
    @Test
    void countsTheMinutesOfTheZoneAndWritesDigitsAlike() {
        ZoneId kolkata = ZoneId.of("Asia/Kolkata");
        Recurrence recurrence = new Recurrence();
        for (int week = 0; week < 4; week++) {
            long start = MONDAY + (7 * week + 5) * DAY + 12 * 3_600 + 40 * 60;
            recurrence.add(new Part(start - 1_800, start - 1_740), kolkata);
            recurrence.add(new Part(start, start + 5_400), kolkata);
        }
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(recurrence.patterns("line", Symptom.FAILURE, kolkata, 1))
                    .extracting(DowntimePattern::description)
                    .containsExactly(
                            "Saturdays, failure: 4 starts in 4 weeks, typically 17:40-17:41",
                            "Saturdays, failure: 4 starts in 4 weeks, typically 18:10-19:40");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void findsMostEveningsAndNoOtherHour() {
        Recurrence recurrence = new Recurrence();
        for (int day = 0; day < 28; day++) {
            long start = MONDAY + day * DAY + 20 * 3_600;
            recurrence.add(new Part(start, start + 5_400), ZoneOffset.UTC);
        }

        assertThat(patterns(recurrence))
                .extracting(DowntimePattern::hourOfWeek)
                .containsExactly(20, 44, 68, 92, 116, 140, 164);
    }

    /** The days differ by a minute, as bounds that were found do; some seem to be too early. */
    private static Recurrence evenings(int days) {
        Recurrence recurrence = new Recurrence();
        for (int day = 0; day < days; day++) {
            long start = MONDAY + day * DAY + 20 * 3_600 + 60 * (day % 3 - 1);
            recurrence.add(new Part(start, start + 5_400), ZoneOffset.UTC);
        }
        return recurrence;
    }

    @Test
    void aDowntimeOfEveryEveningIsKnownWithinTwoWeeks() {
        List<DowntimePattern> found = patterns(evenings(14));

        assertThat(found)
                .extracting(DowntimePattern::hourOfWeek)
                .containsExactly(20, 44, 68, 92, 116, 140, 164);
        DowntimePattern monday = found.get(0);
        assertThat(monday.starts()).isEqualTo(2);
        assertThat(monday.pValue()).isCloseTo(Poisson.atLeast(14, 14 / 24.0), within(1e-25));
        assertThat(monday.description())
                .isEqualTo("Any day, failure: 14 starts in 14 days, typically 20:00-21:30");
        assertThat(monday.typicalStart()).isEqualTo("20:00");
        assertThat(patterns(evenings(4))).hasSize(4);
        assertThat(patterns(evenings(3))).isEmpty();
    }

    @Test
    void aDowntimeOfSaturdaysMakesNoPatternOfASingleTuesday() {
        Recurrence recurrence = new Recurrence();
        for (int week = 0; week < 10; week++) {
            long start = MONDAY + (7 * week + 5) * DAY + 20 * 3_600;
            recurrence.add(new Part(start, start + 5_400), ZoneOffset.UTC);
        }
        long tuesday = MONDAY + DAY + 20 * 3_600;
        recurrence.add(new Part(tuesday, tuesday + 600), ZoneOffset.UTC);

        assertThat(patterns(recurrence))
                .extracting(DowntimePattern::hourOfWeek)
                .containsExactly(5 * 24 + 20);
    }

    @Test
    void whatComesAndGoesWithinAnHourIsOneDowntime() {
        Recurrence recurrence = new Recurrence();
        for (int i = 0; i < 6; i++) {
            long start = MONDAY + 20 * 3_600 + 600 * i;
            recurrence.add(new Part(start, start + 300), ZoneOffset.UTC);
        }

        assertThat(patterns(recurrence)).isEmpty();
    }

    @Test
    void findsNothingInStartsWithoutAPattern() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Recurrence recurrence = new Recurrence();
            for (int i = 0; i < 40; i++) {
                long start = MONDAY + (long) (random.nextDouble() * 56 * DAY);
                recurrence.add(new Part(start, start + 600), ZoneOffset.UTC);
            }
            found += patterns(recurrence).isEmpty() ? 0 : 1;
        }

        assertThat(found).isLessThanOrEqualTo(4);
    }

    @Test
    void countsHoursWhereThePeopleLive() {
        Recurrence recurrence = new Recurrence();
        for (int week = 0; week < 3; week++) {
            long start = MONDAY + 7 * week * DAY - 1_800;
            recurrence.add(new Part(start, start + 60), ZoneId.of("Europe/Istanbul"));
        }

        assertThat(patterns(recurrence)).extracting(DowntimePattern::hourOfWeek).containsExactly(1);
    }

    @Test
    void aRestartChangesNothing() {
        Recurrence recurrence = new Recurrence();
        recurrence.add(new Part(MONDAY, MONDAY + 60), ZoneOffset.UTC);

        Recurrence restored = Recurrence.fromBytes(recurrence.toBytes());

        assertThat(restored.toBytes()).isEqualTo(recurrence.toBytes());
        assertThat(restored.weeks()).isEqualTo(1);
    }
}
