package dev.exodus.flink.source;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes a record's value where Kafka has it, without a copy, and returns what {@link
 * DecodingInterceptor} finds the event by. Of keys it returns null: nobody asks for them.
 *
 * <p>Kafka makes it by its name; the decoder comes with the consumer's properties.
 */
public final class DecodingDeserializer implements Deserializer<byte[]> {
    private FeedDecoder decoder;

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        if (!isKey) {
            decoder = (FeedDecoder) properties.get(DecodingInterceptor.DECODER);
            decoder.open();
        }
    }

    @Override
    public byte[] deserialize(String topic, byte[] value) {
        return decoder == null || value == null ? null : decoder.decode(value, 0, value.length);
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
        if (value == null || !value.hasArray()) {
            return Deserializer.super.deserialize(topic, headers, value);
        }
        int from = value.arrayOffset() + value.position();
        return decoder == null ? null : decoder.decode(value.array(), from, value.remaining());
    }
}
