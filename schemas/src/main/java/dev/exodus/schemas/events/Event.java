package dev.exodus.schemas.events;

/** A version 1 event as it travels through Kafka. */
public sealed interface Event permits Signup, Sms, Connection, Heartbeat {
    /** When it happened, in epoch milliseconds. */
    long eventTime();
}
