package dev.exodus.core.ledger;

/** Where a record went. Every record read goes to exactly one of the others. */
public enum Disposition {
    READ,
    COUNTED,
    DUPLICATE,
    LATE,
    REJECTED,
    HEARTBEAT
}
