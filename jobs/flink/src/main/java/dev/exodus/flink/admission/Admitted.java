package dev.exodus.flink.admission;

/**
 * An event that counts, unless it is a duplicate: only what rates need, and nothing personal.
 *
 * <p>A mutable POJO with public fields, because one instance is reused for millions of events.
 */
public final class Admitted {
    public long eventTime;
    public String service;
    public String country;

    /** Null if the event does not say. */
    public String platform;

    public int counter;
    public long weight;
    public long latencyMs;

    /** Hash of the event id, 0 where duplicates are not looked for. */
    public long eventId;

    public Admitted() {}
}
