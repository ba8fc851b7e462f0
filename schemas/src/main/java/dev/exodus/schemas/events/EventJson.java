package dev.exodus.schemas.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;

/** Events as JSON and back, whole: for producers and tools. Jobs use {@link EventDecoder}. */
public final class EventJson {
    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    /** The JSON of an event, version 1. */
    public static byte[] encode(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (event instanceof Signup signup) {
                write(signup, json);
            } else if (event instanceof Sms sms) {
                write(sms, json);
            } else if (event instanceof Connection connection) {
                write(connection, json);
            } else if (event instanceof Heartbeat heartbeat) {
                write(heartbeat, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Signup event, JsonGenerator json) throws IOException {
        json.writeStringField("event_id", event.eventId());
        head(event.eventTime(), event.service(), event.country(), event.platform(), json);
        json.writeStringField("user", event.user());
        json.writeStringField("step", event.step().wireName());
        weight(event.weight(), json);
    }

    private static void write(Sms event, JsonGenerator json) throws IOException {
        json.writeStringField("event_id", event.eventId());
        head(event.eventTime(), event.service(), event.country(), event.platform(), json);
        json.writeStringField("carrier", event.carrier());
        json.writeStringField("user", event.user());
        json.writeStringField("attempt_id", event.attemptId());
        json.writeNumberField("attempt", event.attempt());
        json.writeStringField("status", event.status().wireName());
        weight(event.weight(), json);
    }

    private static void write(Connection event, JsonGenerator json) throws IOException {
        json.writeStringField("event_id", event.eventId());
        head(event.eventTime(), event.service(), event.country(), event.platform(), json);
        json.writeStringField("user", event.user());
        json.writeStringField("outcome", event.outcome().wireName());
        json.writeNumberField("latency_ms", event.latencyMs());
        weight(event.weight(), json);
    }

    private static void write(Heartbeat event, JsonGenerator json) throws IOException {
        json.writeStringField("type", "heartbeat");
        json.writeNumberField("event_time", event.eventTime());
        optional("service", event.service(), json);
        optional("producer", event.producer(), json);
    }

    private static void head(
            long eventTime, String service, String country, String platform, JsonGenerator json)
            throws IOException {
        json.writeNumberField("event_time", eventTime);
        json.writeStringField("service", service);
        json.writeStringField("country", country);
        optional("platform", platform, json);
    }

    private static void optional(String name, String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void weight(long weight, JsonGenerator json) throws IOException {
        if (weight != 1) {
            json.writeNumberField("weight", weight);
        }
    }

    /**
     * The event in these bytes.
     *
     * @throws IllegalArgumentException if they are no event of the feed, saying why
     */
    public static Event decode(Feed feed, byte[] bytes) {
        DecodedEvent event =
                new EventDecoder(feed, EnumSet.allOf(Field.class)).decode(bytes, 0, bytes.length);
        return switch (event.kind()) {
            case REJECTED ->
                    throw new IllegalArgumentException(
                            "no "
                                    + feed.wireName()
                                    + " event: "
                                    + event.reason().wireName()
                                    + (event.detail() == null ? "" : " (" + event.detail() + ")"));
            case HEARTBEAT -> new Heartbeat(event.eventTime(), event.service(), event.producer());
            case EVENT -> event(feed, event);
        };
    }

    private static Event event(Feed feed, DecodedEvent event) {
        return switch (feed) {
            case SIGNUP ->
                    new Signup(
                            event.eventId(),
                            event.eventTime(),
                            event.service(),
                            event.country(),
                            event.platform(),
                            event.user(),
                            Signup.Step.values()[event.counter()],
                            event.weight());
            case SMS ->
                    new Sms(
                            event.eventId(),
                            event.eventTime(),
                            event.service(),
                            event.country(),
                            event.carrier(),
                            event.platform(),
                            event.user(),
                            event.attemptId(),
                            event.attempt(),
                            Sms.Status.values()[event.counter()],
                            event.weight());
            case CONNECTION ->
                    new Connection(
                            event.eventId(),
                            event.eventTime(),
                            event.service(),
                            event.country(),
                            event.platform(),
                            event.user(),
                            Connection.Outcome.values()[event.counter()],
                            event.latencyMs(),
                            event.weight());
        };
    }
}
