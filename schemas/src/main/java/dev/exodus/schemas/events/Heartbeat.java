package dev.exodus.schemas.events;

/**
 * Says that a partition of a feed is alive up to a time, so that silence can be told from a dead
 * feed. Sent to every partition of any events topic, once a second.
 *
 * @param eventTime epoch milliseconds
 * @param service whose heartbeat it is; null if of the whole feed
 * @param producer who sent it; null if not said
 */
public record Heartbeat(long eventTime, String service, String producer) implements Event {}
