package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.answer.TruthMinute;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedRowsTest {
    private static final long MINUTE = 23_215_710;
    private static final long START = MINUTE * 60;

    private final Map<String, List<Object>> rows = new HashMap<>();

    @Test
    void countsOfASecondAddUpOverCountriesAndLaterSecondsAreZero() {
        ExpectedRows expected = new ExpectedRows(Feed.SIGNUP, summary(List.of()));

        expected.minute(signups(), this::take);

        // Events, then requested and registrations; complete; revision.
        assertThat(rows.get("registrations_1s [telegram, " + (START + 10) + "]"))
                .containsExactly(3L, 5L, true, 4L);
        assertThat(rows.get("registrations_1s [telegram, " + (START + 59) + "]"))
                .containsExactly(0L, 0L, true, 0L);
        assertThat(rows).doesNotContainKey("registrations_1s [telegram, " + (START + 9) + "]");
    }

    @Test
    void aMinuteHasItsPeakAndTheEarliestSecondOfIt() {
        ExpectedRows expected = new ExpectedRows(Feed.SIGNUP, summary(List.of()));

        expected.minute(signups(), this::take);

        assertThat(rows.get("registrations_1m [telegram, *, *, " + START + "]"))
                .containsExactly(3L, 10L, 5L, START + 10, 60L, true, 5L);
        assertThat(rows.get("registrations_1m [telegram, DE, *, " + START + "]"))
                .containsExactly(2L, 8L, 5L, START + 20, 60L, true, 3L);
    }

    @Test
    void knownCountriesAreZeroInTheNextMinuteUnlessItIsNotCovered() {
        ExpectedRows covered = new ExpectedRows(Feed.SIGNUP, summary(List.of()));
        covered.minute(signups(), this::take);
        covered.minute(new TruthMinute(MINUTE + 1), this::take);
        String key = "registrations_1m [telegram, DE, *, " + (START + 60) + "]";
        assertThat(rows.get(key)).isEqualTo(Arrays.asList(0L, 0L, 0L, null, 60L, true, 0L));

        rows.clear();
        ExpectedRows uncovered =
                new ExpectedRows(
                        Feed.SIGNUP, summary(List.of(new long[] {START + 60, START + 120})));
        uncovered.minute(signups(), this::take);
        uncovered.minute(new TruthMinute(MINUTE + 1), this::take);
        assertThat(rows).doesNotContainKey(key);
        assertThat(rows).doesNotContainKey("registrations_1s [telegram, " + (START + 60) + "]");
    }

    @Test
    void theLedgerBeginsWithTheFirstBookingNotWithAMinuteOfLateEvents() {
        ExpectedRows expected = new ExpectedRows(Feed.SIGNUP, summary(List.of()));
        TruthMinute booked = new TruthMinute(MINUTE + 1);
        booked.ledger[TruthMinute.READ] = 1;
        booked.ledger[TruthMinute.LATE] = 1;

        expected.minute(new TruthMinute(MINUTE), this::take);
        expected.minute(booked, this::take);
        expected.minute(new TruthMinute(MINUTE + 2), this::take);

        assertThat(rows)
                .containsOnlyKeys(
                        "feed_1m [signup, " + (START + 60) + "]",
                        "feed_1m [signup, " + (START + 120) + "]");
    }

    @Test
    void aQuantileAdmitsWhatAHistogramOfTwoDigitsMayShow() {
        ExpectedRows.Quantile quantile = new ExpectedRows.Quantile(1000);

        assertThat(quantile.admits(1000L)).isTrue();
        assertThat(quantile.admits(1007L)).isTrue();
        assertThat(quantile.admits(999L)).isFalse();
        assertThat(quantile.admits(1020L)).isFalse();
    }

    private void take(String table, List<Object> key, List<Object> values) {
        rows.put(table + " " + key, values);
    }

    /** DE: 2 requested, 3 registered at :10 and 5 at :20; FR: 1 and 2 at :10. */
    private static TruthMinute signups() {
        TruthMinute minute = new TruthMinute(MINUTE);
        minute.cells.put(TruthMinute.cell(10, 0, 0), new long[] {2, 2, 3});
        minute.cells.put(TruthMinute.cell(10, 0, 1), new long[] {2, 1, 2});
        minute.cells.put(TruthMinute.cell(20, 0, 0), new long[] {1, 0, 5});
        return minute;
    }

    private static Summary summary(List<long[]> gaps) {
        Instant from = Instant.ofEpochSecond(START);
        return new Summary(
                "tiny",
                1,
                1,
                from,
                from.plusSeconds(120),
                from.plusSeconds(840),
                600_000,
                5_000,
                List.of("telegram"),
                List.of("DE", "FR"),
                List.of("android"),
                3,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of("signup", gaps));
    }
}
