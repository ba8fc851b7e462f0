package dev.exodus.core.ledger;

import dev.exodus.core.admission.Coverage;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FeedMinute;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The ledger of one feed: for every minute, {@code read = counted + duplicate + late + rejected +
 * heartbeat}.
 *
 * <p>Counted, duplicate and heartbeat records are booked to the minute of their event time. Late
 * and rejected ones, whose event time is old, wrong or missing, are booked to the minute that their
 * partition's clock showed when they were read: so no minute stays open for them.
 *
 * <p>The revision of a row is the sum of all its bookings: it grows with every one of them.
 */
public final class FeedLedger {
    private static final long NEVER = -1;

    private final String feed;
    private final long allowedLatenessMs;
    private final long fromSecond;
    private final int generation;

    /**
     * @param feed wire name of the feed
     * @param allowedLatenessMs how long after its end a minute may still change
     * @param fromSecond epoch second before which no row is emitted
     * @param generation marks a deliberate reprocessing
     */
    public FeedLedger(String feed, long allowedLatenessMs, long fromSecond, int generation) {
        this.feed = feed;
        this.allowedLatenessMs = allowedLatenessMs;
        this.fromSecond = fromSecond;
        this.generation = generation;
    }

    /** Adds the bookings of one operator. */
    public void merge(LedgerState state, LedgerPartial partial) {
        for (long m = partial.minute(); m < Math.min(state.firstMinute, state.nextMinute); m++) {
            entry(state, m);
        }
        state.firstMinute = Math.min(state.firstMinute, partial.minute());
        LedgerState.Entry entry = entry(state, partial.minute());
        for (int i = 0; i < entry.counts.length; i++) {
            entry.counts[i] += partial.counts()[i];
        }
    }

    /** Emits the minutes that a watermark closes and those that changed since; forgets old ones. */
    public void advance(LedgerState state, long watermark, Coverage coverage, Consumer<Fact> out) {
        boolean end = watermark == Long.MAX_VALUE;
        long through =
                end
                        ? state.minutes.isEmpty() ? state.nextMinute : state.minutes.lastKey() + 1
                        : Math.floorDiv(watermark + 1, 60_000);
        if (state.firstMinute == Long.MAX_VALUE) {
            return;
        }
        for (long m = Math.max(state.firstMinute, state.nextMinute); m < through; m++) {
            entry(state, m);
        }
        state.nextMinute = Math.max(state.nextMinute, through);
        state.minutes
                .headMap(state.nextMinute)
                .forEach(
                        (minute, entry) -> {
                            if (entry.emitted != entry.revision()) {
                                entry.emitted = entry.revision();
                                emit(minute, entry, coverage, out);
                            }
                        });
        if (!end) {
            long open = Math.floorDiv(watermark - allowedLatenessMs, 60_000);
            state.minutes.headMap(Math.min(open, state.nextMinute)).clear();
        }
    }

    private void emit(long minute, LedgerState.Entry entry, Coverage coverage, Consumer<Fact> out) {
        if (minute * 60 < fromSecond) {
            return;
        }
        out.accept(
                new FeedMinute(
                        feed,
                        Instant.ofEpochSecond(minute * 60),
                        entry.count(Disposition.READ),
                        entry.count(Disposition.COUNTED),
                        entry.count(Disposition.DUPLICATE),
                        entry.count(Disposition.LATE),
                        entry.count(Disposition.REJECTED),
                        entry.count(Disposition.HEARTBEAT),
                        coverage.coveredSeconds(minute),
                        generation,
                        entry.revision()));
    }

    private static LedgerState.Entry entry(LedgerState state, long minute) {
        return state.minutes.computeIfAbsent(
                minute,
                ignored -> new LedgerState.Entry(new long[Disposition.values().length], NEVER));
    }
}
