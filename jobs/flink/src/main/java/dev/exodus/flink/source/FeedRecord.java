package dev.exodus.flink.source;

import java.util.Arrays;

/**
 * One Kafka record of a feed, decoded: an event, a heartbeat, or a record to be refused.
 *
 * <p>A mutable POJO with public fields, because one instance is reused for millions of records. It
 * never crosses the network, since admission is chained to the source.
 */
public final class FeedRecord {
    /** What a record turned out to be. */
    public enum Kind {
        EVENT,
        HEARTBEAT,
        REJECTED
    }

    public int partition;
    public long offset;

    /** Kafka's timestamp of the record, epoch milliseconds; only of a refused one. */
    public long recordTime;

    public Kind kind;

    /** Epoch milliseconds; not set if rejected. */
    public long eventTime;

    public String service;
    public String country;
    public String platform;
    public int counter;
    public long weight;
    public long latencyMs;
    public long eventId;

    /** The mobile network; null where it is not asked for. */
    public String carrier;

    /** Hash of the attempt id, 0 where it is not asked for. */
    public long attempt;

    /** Pseudonym of who asked for a code, 0 where it is not needed. */
    public long person;

    /** The person's pseudonym under the key that takes over, 0 for none. */
    public long nextPerson;

    /** Why the record is refused; null unless {@link Kind#REJECTED}. */
    public String reason;

    /** More about the reason, never a value of the payload. */
    public String detail;

    /** Where the record's value is, for the dead letter of an event that turns out to be late. */
    public byte[] value;

    public int valueFrom;
    public int valueLength;

    public FeedRecord() {}

    /** The record's value. */
    public byte[] payload() {
        return Arrays.copyOfRange(value, valueFrom, valueFrom + valueLength);
    }

    /** Forgets what a {@link FeedDecoder.Detail} has filled. */
    void clearDetail() {
        carrier = null;
        attempt = 0;
        person = 0;
        nextPerson = 0;
    }
}
