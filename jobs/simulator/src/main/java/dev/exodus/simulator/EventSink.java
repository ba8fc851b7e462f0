package dev.exodus.simulator;

import dev.exodus.schemas.events.Feed;

/** Where simulated records go, in the order of their sending. */
public interface EventSink {
    /**
     * One record.
     *
     * @param sendTime the record's timestamp, epoch milliseconds
     * @param buffer holds the value; reused after the call
     */
    void send(Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length);

    /** The simulation has sent everything before this time, epoch milliseconds. */
    default void advanced(long time) {}
}
