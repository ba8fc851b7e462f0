package dev.exodus.schemas.events;

import java.util.List;
import java.util.Objects;

/**
 * One step of one verification code's way to a phone.
 *
 * @param eventId unique id of the event; a second event with the same id is a duplicate
 * @param eventTime epoch milliseconds
 * @param service the messaging service, e.g. {@code telegram}
 * @param country ISO 3166-1 alpha-2 code
 * @param carrier the mobile network
 * @param platform e.g. {@code android}; null if not known
 * @param user any stable id of the person; never stored
 * @param attemptId id of one code request
 * @param attempt ordinal of the request in its session, from 1
 * @param status what happened to the code
 * @param weight how many events this one stands for, 1 unless the feed is sampled by user
 */
public record Sms(
        String eventId,
        long eventTime,
        String service,
        String country,
        String carrier,
        String platform,
        String user,
        String attemptId,
        int attempt,
        Status status,
        long weight)
        implements Event {

    public Sms {
        WireNames.requireText("event_id", eventId);
        WireNames.requireText("service", service);
        WireNames.requireText("country", country);
        WireNames.requireText("carrier", carrier);
        WireNames.requireText("user", user);
        WireNames.requireText("attempt_id", attemptId);
        WireNames.requirePositive("attempt", attempt);
        Objects.requireNonNull(status, "status");
        WireNames.requirePositive("weight", weight);
    }

    /** What happened to a code. */
    public enum Status {
        REQUESTED,
        SENT,
        DELIVERED,
        FAILED,
        EXPIRED,
        VERIFIED;

        public String wireName() {
            return WireNames.of(this);
        }

        static List<String> wireNames() {
            return WireNames.of(values());
        }
    }
}
