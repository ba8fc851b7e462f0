package dev.exodus.bench.rates;

/**
 * One drain, as the process that did it saw it.
 *
 * @param counted what it counted
 * @param used from the first poll until the last row
 */
record Measured(Counted counted, Usage used) {}
