package dev.exodus.schemas.events;

/** Fields that only some jobs need: the others do not even materialise them. */
public enum Field {
    /** The text of {@code event_id}. */
    EVENT_ID,
    /** A 64-bit hash of {@code event_id}. */
    EVENT_ID_HASH,
    /** {@code user}: personal data. */
    USER,
    /** {@code carrier} of an SMS event. */
    CARRIER,
    /** {@code attempt_id} of an SMS event. */
    ATTEMPT_ID,
    /** A 64-bit hash of {@code attempt_id}. */
    ATTEMPT_ID_HASH,
    /** {@code producer} of a heartbeat. */
    PRODUCER
}
