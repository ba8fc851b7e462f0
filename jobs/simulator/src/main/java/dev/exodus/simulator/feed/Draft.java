package dev.exodus.simulator.feed;

import dev.exodus.schemas.events.Feed;

/** One record on its way, and what the answer key must know of it. Mutable and reused. */
public final class Draft {
    /** What it is. */
    public enum Kind {
        EVENT,
        /** A second record of an event that was sent before. */
        COPY,
        HEARTBEAT,
        /** Not a valid event; {@link #reason} says why. */
        MALFORMED
    }

    static final Feed[] FEEDS = Feed.values();
    static final Kind[] KINDS = Kind.values();

    public Feed feed;
    public int partition;
    public Kind kind;
    public long eventTime;
    public long sendTime;
    public int service;
    public int country;
    public int platform;
    public int counter;
    public long weight;
    public long latencyMs;

    /** Whose event it is: the phone number. */
    public long person;

    /** Which code it is about, 0 for other feeds. */
    public long attempt;

    /** Ordinal of the reject reason that a malformed record must meet with. */
    public int reason;
}
