package dev.exodus.core.ledger;

import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects bookings until the next flush. */
public final class Bookings {
    private static final long MINUTE_MS = 60_000;
    private static final int DISPOSITIONS = Disposition.values().length;

    private final TreeMap<Long, long[]> minutes = new TreeMap<>();
    private long lastFrom = Long.MIN_VALUE;
    private long[] lastCounts;

    /**
     * Books one record.
     *
     * @param time epoch milliseconds
     */
    public void book(long time, Disposition disposition) {
        if (lastCounts == null || time < lastFrom || time >= lastFrom + MINUTE_MS) {
            long minute = Math.floorDiv(time, MINUTE_MS);
            lastFrom = minute * MINUTE_MS;
            lastCounts = minutes.computeIfAbsent(minute, ignored -> new long[DISPOSITIONS]);
        }
        lastCounts[disposition.ordinal()]++;
    }

    /** Hands over all bookings, in order of minutes, and is empty again. */
    public void drain(Consumer<LedgerPartial> out) {
        minutes.forEach((minute, counts) -> out.accept(new LedgerPartial(minute, counts)));
        minutes.clear();
        lastCounts = null;
    }
}
