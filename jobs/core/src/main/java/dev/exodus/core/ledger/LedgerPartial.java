package dev.exodus.core.ledger;

/**
 * Bookings of one minute that one operator made since its last flush.
 *
 * @param minute epoch minute
 * @param counts records by {@link Disposition}, in the order of its constants
 */
public record LedgerPartial(long minute, long[] counts) {}
