package dev.exodus.bench.rates;

import dev.exodus.schemas.events.Feed;

/**
 * Events that are written to a topic once and drained many times.
 *
 * @param topic where they are
 * @param feed whose they are
 * @param services how many services
 * @param countries how many countries each service has
 * @param events how many events, copies not counted
 * @param copyEvery one event in so many is sent twice; 0 for none
 */
record DataSet(String topic, Feed feed, int services, int countries, long events, int copyEvery) {
    static final int PARTITIONS = 4;

    /** Events per second of event time. */
    static final int RATE = 50_000;

    /** All records that are events, copies too. */
    long records() {
        return events + (copyEvery == 0 ? 0 : events / copyEvery);
    }
}
