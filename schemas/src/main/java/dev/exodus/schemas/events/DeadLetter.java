package dev.exodus.schemas.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/**
 * A record that was not counted, kept without anything personal.
 *
 * @param topic where the record was read
 * @param partition its partition
 * @param offset its offset
 * @param feed wire name of the feed
 * @param reason wire name of a {@link RejectReason}
 * @param detail more about the reason, null if there is nothing more to say
 * @param time what its partition's clock showed when it was read, epoch milliseconds; the record's
 *     own timestamp if the partition had no clock yet
 * @param payload the record's value, masked by {@link PayloadMask}
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String feed,
        String reason,
        String detail,
        long time,
        String payload) {
    private static final JsonFactory JSON = new JsonFactory();

    public DeadLetter {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(feed, "feed");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(payload, "payload");
    }

    /** The letter as it travels through Kafka. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + payload.length());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("schema_version", 1);
            json.writeStringField("topic", topic);
            json.writeNumberField("partition", partition);
            json.writeNumberField("offset", offset);
            json.writeStringField("feed", feed);
            json.writeStringField("reason", reason);
            if (detail != null) {
                json.writeStringField("detail", detail);
            }
            json.writeStringField("time", Instant.ofEpochMilli(time).toString());
            json.writeStringField("payload", payload);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The letter in these bytes; fields that this release does not know are ignored.
     *
     * @throws IllegalArgumentException if they are no dead letter
     */
    public static DeadLetter fromJson(byte[] bytes) {
        String topic = null;
        Integer partition = null;
        Long offset = null;
        String feed = null;
        String reason = null;
        String detail = null;
        Instant time = null;
        String payload = null;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a dead letter is a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "topic" -> topic = json.getText();
                    case "partition" -> partition = json.getIntValue();
                    case "offset" -> offset = json.getLongValue();
                    case "feed" -> feed = json.getText();
                    case "reason" -> reason = json.getText();
                    case "detail" -> detail = json.getText();
                    case "time" -> time = Instant.parse(json.getText());
                    case "payload" -> payload = json.getText();
                    default -> json.skipChildren();
                }
            }
            if (partition == null || offset == null || time == null) {
                throw new IllegalArgumentException(
                        "a dead letter needs partition, offset and time");
            }
            return new DeadLetter(
                    topic, partition, offset, feed, reason, detail, time.toEpochMilli(), payload);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a dead letter: " + e.getMessage(), e);
        }
    }
}
