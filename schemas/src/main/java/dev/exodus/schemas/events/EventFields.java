package dev.exodus.schemas.events;

import java.util.List;

/** The fields that the events of one feed may have, each with a bit of its own. */
final class EventFields {
    static final int EVENT_ID = 1;
    static final int EVENT_TIME = 1 << 1;
    static final int SERVICE = 1 << 2;
    static final int COUNTRY = 1 << 3;
    static final int PLATFORM = 1 << 4;
    static final int USER = 1 << 5;
    static final int COUNTER = 1 << 6;
    static final int WEIGHT = 1 << 7;
    static final int LATENCY_MS = 1 << 8;
    static final int CARRIER = 1 << 9;
    static final int ATTEMPT_ID = 1 << 10;
    static final int ATTEMPT = 1 << 11;
    static final int SCHEMA_VERSION = 1 << 12;
    static final int TYPE = 1 << 13;
    static final int PRODUCER = 1 << 14;

    static final int VERSION = 1;
    static final long HIGHEST_WEIGHT = 1_000_000_000;

    /** 2000-01-01T00:00:00Z. */
    static final long EARLIEST = 946_684_800_000L;

    /** Names of the bits, lowest first. */
    private static final List<String> NAMES =
            List.of(
                    "event_id",
                    "event_time",
                    "service",
                    "country",
                    "platform",
                    "user",
                    "",
                    "weight",
                    "latency_ms",
                    "carrier",
                    "attempt_id",
                    "attempt",
                    "schema_version",
                    "type",
                    "producer");

    private final Feed feed;
    private final String counterField;
    private final int required;

    EventFields(Feed feed) {
        this.feed = feed;
        int always = EVENT_ID | EVENT_TIME | SERVICE | COUNTRY | USER | COUNTER;
        switch (feed) {
            case SIGNUP -> {
                counterField = "step";
                required = always | PLATFORM;
            }
            case SMS -> {
                counterField = "status";
                required = always | CARRIER | ATTEMPT_ID | ATTEMPT;
            }
            case CONNECTION -> {
                counterField = "outcome";
                required = always | LATENCY_MS;
            }
            default -> throw new IllegalArgumentException("unknown feed " + feed);
        }
    }

    /** 0 for a field that this feed does not know. */
    int bit(String name) {
        return switch (name) {
            case "event_id" -> EVENT_ID;
            case "event_time" -> EVENT_TIME;
            case "service" -> SERVICE;
            case "country" -> COUNTRY;
            case "platform" -> PLATFORM;
            case "user" -> USER;
            case "weight" -> WEIGHT;
            case "schema_version" -> SCHEMA_VERSION;
            case "type" -> TYPE;
            case "producer" -> PRODUCER;
            case "latency_ms" -> feed == Feed.CONNECTION ? LATENCY_MS : 0;
            case "carrier" -> feed == Feed.SMS ? CARRIER : 0;
            case "attempt_id" -> feed == Feed.SMS ? ATTEMPT_ID : 0;
            case "attempt" -> feed == Feed.SMS ? ATTEMPT : 0;
            default -> name.equals(counterField) ? COUNTER : 0;
        };
    }

    String name(int bit) {
        return bit == COUNTER ? counterField : NAMES.get(Integer.numberOfTrailingZeros(bit));
    }

    /** Bits of required fields that are not among those seen. */
    int missing(int seen, boolean heartbeat) {
        return (heartbeat ? EVENT_TIME : required) & ~seen;
    }
}
