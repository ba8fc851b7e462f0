package dev.exodus.schemas.events;

import java.util.List;
import java.util.Objects;

/**
 * One step of one person's sign-up.
 *
 * @param eventId unique id of the event; a second event with the same id is a duplicate
 * @param eventTime epoch milliseconds
 * @param service the messaging service, e.g. {@code telegram}
 * @param country ISO 3166-1 alpha-2 code
 * @param platform e.g. {@code android}, {@code ios}
 * @param user any stable id of the person; never stored
 * @param step how far the sign-up got; {@code completed} is a registration
 * @param weight how many events this one stands for, 1 unless the feed is sampled by user
 */
public record Signup(
        String eventId,
        long eventTime,
        String service,
        String country,
        String platform,
        String user,
        Step step,
        long weight)
        implements Event {

    public Signup {
        WireNames.requireText("event_id", eventId);
        WireNames.requireText("service", service);
        WireNames.requireText("country", country);
        WireNames.requireText("platform", platform);
        WireNames.requireText("user", user);
        Objects.requireNonNull(step, "step");
        WireNames.requirePositive("weight", weight);
    }

    /** How far a sign-up got. */
    public enum Step {
        REQUESTED,
        COMPLETED;

        public String wireName() {
            return WireNames.of(this);
        }

        static List<String> wireNames() {
            return WireNames.of(values());
        }
    }
}
