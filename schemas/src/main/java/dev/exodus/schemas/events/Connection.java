package dev.exodus.schemas.events;

import java.util.List;
import java.util.Objects;

/**
 * One attempt of a client to connect to its service.
 *
 * @param eventId unique id of the event
 * @param eventTime epoch milliseconds
 * @param service the messaging service, e.g. {@code whatsapp}
 * @param country ISO 3166-1 alpha-2 code
 * @param platform e.g. {@code android}; null if not known
 * @param user any stable id of the person; never stored
 * @param outcome how the attempt ended
 * @param latencyMs milliseconds until the outcome, not negative
 * @param weight how many events this one stands for, 1 unless the feed is sampled by user
 */
public record Connection(
        String eventId,
        long eventTime,
        String service,
        String country,
        String platform,
        String user,
        Outcome outcome,
        long latencyMs,
        long weight)
        implements Event {

    public Connection {
        WireNames.requireText("event_id", eventId);
        WireNames.requireText("service", service);
        WireNames.requireText("country", country);
        WireNames.requireText("user", user);
        Objects.requireNonNull(outcome, "outcome");
        if (latencyMs < 0) {
            throw new IllegalArgumentException("latency_ms must not be negative: " + latencyMs);
        }
        WireNames.requirePositive("weight", weight);
    }

    /** How an attempt ended. */
    public enum Outcome {
        OK,
        TIMEOUT,
        REFUSED,
        RESET,
        SERVER_ERROR,
        AUTH_FAILED;

        public String wireName() {
            return WireNames.of(this);
        }

        static List<String> wireNames() {
            return WireNames.of(values());
        }
    }
}
