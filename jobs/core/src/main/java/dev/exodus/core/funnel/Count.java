package dev.exodus.core.funnel;

/**
 * What a cohort counts. The first six are the statuses of an attempt, in the order of the wire
 * format.
 */
public enum Count {
    REQUESTED,
    SENT,
    DELIVERED,
    FAILED,
    EXPIRED,
    VERIFIED,
    /** Requests that begin a session, and so people. */
    UNIQUE,
    /** Requests within the gap after another one of the same person. */
    RETRY;

    static final Count[] ALL = values();

    /** This count as a set. */
    int bit() {
        return 1 << ordinal();
    }

    boolean in(int set) {
        return (set & bit()) != 0;
    }
}
