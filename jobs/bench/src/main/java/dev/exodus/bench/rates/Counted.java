package dev.exodus.bench.rates;

/**
 * What a variant counted.
 *
 * @param events sum of the rows
 * @param rows seconds of services with events in them
 * @param checkSum over all rows, whatever their order
 */
record Counted(long events, long rows, long checkSum) {}
