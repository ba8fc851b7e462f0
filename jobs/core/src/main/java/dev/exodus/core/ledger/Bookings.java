package dev.exodus.core.ledger;

import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects bookings until the next flush. */
public final class Bookings {
    private static final int DISPOSITIONS = Disposition.values().length;

    private final TreeMap<Long, long[]> minutes = new TreeMap<>();
    private long lastMinute = Long.MIN_VALUE;
    private long[] lastCounts;

    /**
     * Books one record.
     *
     * @param time epoch milliseconds
     */
    public void book(long time, Disposition disposition) {
        long minute = Math.floorDiv(time, 60_000);
        if (minute != lastMinute || lastCounts == null) {
            lastMinute = minute;
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
