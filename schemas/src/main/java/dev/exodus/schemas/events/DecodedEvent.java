package dev.exodus.schemas.events;

/**
 * What one record turned out to be. Mutable: an {@link EventDecoder} reuses one instance, so copy
 * what you keep.
 */
public final class DecodedEvent {
    /** Event, heartbeat or neither. */
    public enum Kind {
        EVENT,
        HEARTBEAT,
        REJECTED
    }

    Kind kind;
    RejectReason reason;
    String detail;
    long eventTime;
    String service;
    String country;
    String platform;
    int counter;
    long weight;
    long latencyMs;
    int attempt;
    long eventIdHash;
    long attemptIdHash;
    String eventId;
    String user;
    String carrier;
    String attemptId;
    String producer;

    DecodedEvent() {}

    void clear() {
        kind = null;
        reason = null;
        detail = null;
        eventTime = 0;
        service = null;
        country = null;
        platform = null;
        counter = -1;
        weight = 1;
        latencyMs = 0;
        attempt = 0;
        eventIdHash = 0;
        attemptIdHash = 0;
        eventId = null;
        user = null;
        carrier = null;
        attemptId = null;
        producer = null;
    }

    public Kind kind() {
        return kind;
    }

    /** Why it is refused; null unless {@link Kind#REJECTED}. */
    public RejectReason reason() {
        return reason;
    }

    /** More about the reason: names of fields, never a value of the payload. */
    public String detail() {
        return detail;
    }

    /** Epoch milliseconds. */
    public long eventTime() {
        return eventTime;
    }

    /** Canonical: equal services are the same String, as long as there are not too many. */
    public String service() {
        return service;
    }

    public String country() {
        return country;
    }

    /** Null if the event does not say. */
    public String platform() {
        return platform;
    }

    /** Ordinal of the step, status or outcome. */
    public int counter() {
        return counter;
    }

    /** How many events this one stands for, 1 to 1,000,000,000. */
    public long weight() {
        return weight;
    }

    /** Milliseconds, 0 for feeds without it. */
    public long latencyMs() {
        return latencyMs;
    }

    /** Ordinal of an SMS request in its session; 0 for other feeds. */
    public int attempt() {
        return attempt;
    }

    /** {@link EventDecoder#hash} of the event id, if asked for. */
    public long eventIdHash() {
        return eventIdHash;
    }

    /** {@link EventDecoder#hash} of the attempt id, if asked for. */
    public long attemptIdHash() {
        return attemptIdHash;
    }

    public String eventId() {
        return eventId;
    }

    public String user() {
        return user;
    }

    public String carrier() {
        return carrier;
    }

    public String attemptId() {
        return attemptId;
    }

    public String producer() {
        return producer;
    }
}
