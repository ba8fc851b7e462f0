package dev.exodus.core.funnel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many codes are under way, minute by minute: those that entered less those that left. Events
 * that are lost would make that drift, so the least of the day before is taken for none; view
 * {@code sms_backlog_1m} does the same.
 */
public final class UnderWay {
    private static final long DAY = 1_440;

    /** The least balances of the day: each is lower than all behind it. */
    private final Deque<Balance> least = new ArrayDeque<>();

    private long balance;

    private record Balance(long minute, long codes) {}

    /**
     * One minute on.
     *
     * @param minute epoch minute, later than all before
     * @param entered codes asked for in it
     * @param gone codes that arrived or failed in it
     * @return codes under way at its end, not negative
     */
    public long step(long minute, long entered, long gone) {
        while (!least.isEmpty() && least.getFirst().minute() < minute - DAY) {
            least.removeFirst();
        }
        add(minute, balance);
        balance += entered - gone;
        add(minute, balance);
        return balance - least.getFirst().codes();
    }

    private void add(long minute, long codes) {
        while (!least.isEmpty() && least.getLast().codes() >= codes) {
            least.removeLast();
        }
        least.addLast(new Balance(minute, codes));
    }
}
