package dev.exodus.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.Coverage;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FeedMinute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedLedgerTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;

    private final FeedLedger ledger = new FeedLedger("sms", 10 * MINUTE, Long.MIN_VALUE, 1);
    private final Bookings bookings = new Bookings();
    private final List<Fact> rows = new ArrayList<>();
    private LedgerState state = new LedgerState();
    private Coverage coverage = Coverage.COMPLETE;

    @Test
    void saysWhereEveryRecordOfAMinuteWent() {
        for (Disposition disposition : Disposition.values()) {
            book(T, disposition);
        }
        watermark(T + MINUTE);
        assertThat(rows).containsExactly(new FeedMinute("sms", at(T), 1, 1, 1, 1, 1, 1, 60, 1, 6));
    }

    @Test
    void emitsAMinuteAgainWhenALateEventChangesIt() {
        book(T, Disposition.READ);
        watermark(T + MINUTE);
        watermark(T + MINUTE + 1);
        book(T, Disposition.COUNTED);
        watermark(T + 2 * MINUTE - 2);
        assertThat(rows).extracting(Fact::revision).containsExactly(1L, 2L);
    }

    @Test
    void hasARowForAMinuteInWhichNothingWasRead() {
        coverage = Coverage.without(Map.of(T / 1000 + 30, T / 1000 + 120).entrySet());
        book(T, Disposition.READ);
        watermark(T + 3 * MINUTE);
        assertThat(rows)
                .containsExactly(
                        new FeedMinute("sms", at(T), 1, 0, 0, 0, 0, 0, 30, 1, 1),
                        new FeedMinute("sms", at(T + MINUTE), 0, 0, 0, 0, 0, 0, 0, 1, 0),
                        new FeedMinute("sms", at(T + 2 * MINUTE), 0, 0, 0, 0, 0, 0, 60, 1, 0));
    }

    @Test
    void forgetsWhatCanNoLongerChangeAndSurvivesARestart() throws Exception {
        book(T, Disposition.READ);
        watermark(T + 12 * MINUTE);
        assertThat(state.copy().minutes).hasSize(10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        state =
                LedgerState.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        rows.clear();
        book(T + 12 * MINUTE, Disposition.READ);
        watermark(T + 13 * MINUTE);
        assertThat(rows)
                .containsExactly(
                        new FeedMinute("sms", at(T + 12 * MINUTE), 1, 0, 0, 0, 0, 0, 60, 1, 1));
    }

    private void book(long time, Disposition disposition) {
        bookings.book(time, disposition);
    }

    private void watermark(long watermark) {
        bookings.drain(partial -> ledger.merge(state, partial));
        ledger.advance(state, watermark, coverage, rows::add);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
