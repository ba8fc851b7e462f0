package dev.exodus.standalone.heartbeat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Says in every partition of a topic that its feed is alive. */
public final class Heartbeats {
    private static final JsonFactory JSON = new JsonFactory();

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String name;

    /**
     * @param name who says it
     */
    public Heartbeats(Producer<byte[], byte[]> producer, String topic, String name) {
        this.producer = producer;
        this.topic = topic;
        this.name = name;
    }

    /**
     * Sends one heartbeat to every partition that there is now and waits for the answers. A broker
     * that does not answer gets none later either: a dead feed must not read as alive.
     *
     * @param eventTimeMs epoch milliseconds
     * @return how many partitions got it
     */
    public int beat(long eventTimeMs) throws IOException, ExecutionException, InterruptedException {
        byte[] value = encode(eventTimeMs, name);
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        int partitions = producer.partitionsFor(topic).size();
        for (int partition = 0; partition < partitions; partition++) {
            answers.add(
                    producer.send(
                            new ProducerRecord<>(topic, partition, eventTimeMs, null, value)));
        }
        for (Future<RecordMetadata> answer : answers) {
            answer.get();
        }
        return partitions;
    }

    /** A heartbeat as it travels. */
    public static byte[] encode(long eventTimeMs, String producer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(96);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "heartbeat");
            json.writeNumberField("event_time", eventTimeMs);
            json.writeStringField("producer", producer);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
