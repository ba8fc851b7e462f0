package dev.exodus.core.admission;

/**
 * What one partition has shown so far: the next offset to be read, the partition clock, and from
 * which clock on it speaks for coverage.
 *
 * <p>A partition <em>speaks</em> from its first heartbeat on; without one, from when its first
 * event would be late. Before that its silence says nothing: it may just have been added to the
 * topic, and the first events of it may be old. Nor do its events: there may have been others.
 *
 * <p>Mutable on purpose: one lives per partition and every record passes through it.
 */
public final class PartitionClock {
    /** The clock before the first valid record. */
    public static final long UNSET = Long.MIN_VALUE;

    private long nextOffset;
    private long clock;
    private long speaksFrom;

    /** The state of a partition of which nothing was read. */
    public PartitionClock() {
        this(0, UNSET, Long.MAX_VALUE);
    }

    /** A state as it was checkpointed. */
    public PartitionClock(long nextOffset, long clock, long speaksFrom) {
        this.nextOffset = nextOffset;
        this.clock = clock;
        this.speaksFrom = speaksFrom;
    }

    /**
     * Books an offset as read.
     *
     * @return false if it was read before, so that the record must be ignored
     */
    public boolean read(long offset) {
        if (offset < nextOffset) {
            return false;
        }
        nextOffset = offset + 1;
        return true;
    }

    /**
     * Moves the clock to the time of an event, never back.
     *
     * @return the seconds that the jump leaves without cover, those before the partition spoke if
     *     it does from this event on, or null
     */
    public Gap event(long eventTime, AdmissionRule rule) {
        if (clock == UNSET) {
            speaksFrom = eventTime + rule.allowedLatenessMs() + rule.outOfOrdernessMs();
        }
        return advance(eventTime, speaksFrom, rule);
    }

    /**
     * The same with the time of a heartbeat, from which on the partition speaks.
     *
     * @return as {@link #event} does
     */
    public Gap heartbeat(long eventTime, AdmissionRule rule) {
        return advance(eventTime, Math.min(speaksFrom, eventTime), rule);
    }

    private Gap advance(long eventTime, long speaks, AdmissionRule rule) {
        long before = clock;
        boolean spoke = before != UNSET && before >= speaksFrom;
        clock = Math.max(before, eventTime);
        speaksFrom = speaks;
        if (!spoke) {
            return clock >= speaksFrom ? Gap.before(-Math.floorDiv(-eventTime, 1000)) : null;
        }
        if (clock - before <= rule.gapAfterMs()) {
            return null;
        }
        long from = Math.floorDiv(before, 1000) + 1;
        long to = Math.floorDiv(clock, 1000);
        return from < to ? new Gap(from, to) : null;
    }

    /** The highest event time so far, epoch milliseconds, or {@link #UNSET}. */
    public long clock() {
        return clock;
    }

    /** The clock from which on the partition speaks for coverage, epoch milliseconds. */
    public long speaksFrom() {
        return speaksFrom;
    }

    /** The offset after the last one read. */
    public long nextOffset() {
        return nextOffset;
    }
}
