package dev.exodus.core.admission;

/**
 * What one partition has shown so far: the next offset to be read and the partition clock.
 *
 * <p>Mutable on purpose: one lives per partition and every record passes through it.
 */
public final class PartitionClock {
    /** The clock before the first valid record. */
    public static final long UNSET = Long.MIN_VALUE;

    private long nextOffset;
    private long clock;

    /** The state of a partition of which nothing was read. */
    public PartitionClock() {
        this(0, UNSET);
    }

    /** A state as it was checkpointed. */
    public PartitionClock(long nextOffset, long clock) {
        this.nextOffset = nextOffset;
        this.clock = clock;
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
     * Moves the clock to an event time, never back.
     *
     * @return the seconds that the jump leaves without cover, or null if there are none
     */
    public Gap advance(long eventTime, AdmissionRule rule) {
        if (clock == UNSET) {
            clock = eventTime;
            return null;
        }
        if (eventTime <= clock) {
            return null;
        }
        long before = clock;
        clock = eventTime;
        if (eventTime - before <= rule.gapAfterMs()) {
            return null;
        }
        long from = Math.floorDiv(before, 1000) + 1;
        long to = Math.floorDiv(eventTime, 1000);
        return from < to ? new Gap(from, to) : null;
    }

    /** The highest event time so far, epoch milliseconds, or {@link #UNSET}. */
    public long clock() {
        return clock;
    }

    /** The offset after the last one read. */
    public long nextOffset() {
        return nextOffset;
    }
}
