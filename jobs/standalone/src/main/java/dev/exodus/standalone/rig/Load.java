package dev.exodus.standalone.rig;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Poison;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.EventSink;
import dev.exodus.simulator.Simulation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A simulation on its way to Kafka at a steady pace, whatever the cluster suffers: each record
 * bears its producer and a sequence number, and what the broker acknowledges goes into a ledger.
 */
final class Load implements EventSink, AutoCloseable {
    /** Header of each record: the sequence number, 4 bytes. */
    static final String SEQUENCE = "rig-1";

    /** Header of a record that is no event: the reason for which it must be refused. */
    static final String REASON = "rig-reason";

    /** Sent behind one sign-up. */
    private static final int POISON_AT_ONCE = 100;

    private static final List<Poison> POISON = Poison.all();

    private static final byte[] HEARTBEAT =
            "{\"type\":\"heartbeat\"".getBytes(StandardCharsets.US_ASCII);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Ledger ledger;
    private final double speed;
    private final long fromMs;
    private final long started = System.nanoTime();
    private final CompletableFuture<Void> done;
    private volatile long eventTime;
    private volatile boolean hurried;
    private volatile int partitions;
    private volatile int poison;
    private int sequence;

    /**
     * @param partitions how many the topics have; the simulation's, or an equal part of them
     * @param speed seconds of the story per second
     * @param answerKey folder for the simulator's answer key
     */
    Load(
            String bootstrapServers,
            Simulation simulation,
            long fromMs,
            int partitions,
            double speed,
            Ledger ledger,
            Path answerKey) {
        this.producer = producer(bootstrapServers);
        this.ledger = ledger;
        this.partitions = partitions;
        this.speed = speed;
        this.fromMs = fromMs;
        this.done = CompletableFuture.runAsync(() -> play(simulation, answerKey));
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        // It waits for a dead broker, as a real producer with a disk behind it would.
        settings.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "1200000");
        settings.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1200000");
        settings.setProperty(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void play(Simulation simulation, Path answerKey) {
        try {
            simulation.run(this, answerKey);
            producer.flush();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void send(
            Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length) {
        int known = partitions;
        if (partition >= known && isHeartbeat(buffer, offset)) {
            return;
        }
        byte[] value = Arrays.copyOfRange(buffer, offset, offset + length);
        send(feed, partition % known, sendTime, value, null);
        for (int i = 0; feed == Feed.SIGNUP && poison > 0 && i < POISON_AT_ONCE; i++) {
            Poison kind = POISON.get(poison % POISON.size());
            send(feed, partition % known, sendTime, kind.value(), kind.reason());
            poison--;
        }
    }

    private void send(Feed feed, int partition, long time, byte[] value, RejectReason reason) {
        int number = sequence++;
        List<Header> headers = new ArrayList<>();
        headers.add(new RecordHeader(SEQUENCE, ByteBuffer.allocate(4).putInt(number).array()));
        if (reason != null) {
            headers.add(
                    new RecordHeader(REASON, reason.name().getBytes(StandardCharsets.US_ASCII)));
        }
        producer.send(
                new ProducerRecord<>(
                        Topic.of(feed).topicName(), partition, time, null, value, headers),
                (metadata, e) -> {
                    if (e == null) {
                        ledger.acknowledged(number);
                    }
                });
    }

    private static boolean isHeartbeat(byte[] buffer, int offset) {
        return Arrays.equals(
                buffer, offset, offset + HEARTBEAT.length, HEARTBEAT, 0, HEARTBEAT.length);
    }

    /** Sends so many records that are no events, of all kinds, among the sign-ups. */
    void poison(int records) {
        poison = records;
    }

    /** Whether all of that is sent. */
    boolean isPoisoned() {
        return poison == 0;
    }

    /** The topics have more partitions from now on. */
    void widen(int number) {
        partitions = number;
    }

    @Override
    public void advanced(long time) {
        eventTime = time;
        double aheadMs = (time - fromMs) / speed - (System.nanoTime() - started) / 1e6;
        if (aheadMs > 1 && !hurried && time > fromMs) {
            try {
                Thread.sleep((long) aheadMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the load was interrupted", e);
            }
        }
    }

    /** Where the story is, epoch milliseconds. */
    long eventTime() {
        return eventTime;
    }

    /** Whether all has been sent. */
    boolean isDone() {
        return done.isDone();
    }

    /** Sends the rest as fast as it can, and waits until all of it is acknowledged or refused. */
    int finish() {
        hurried = true;
        done.join();
        return sequence;
    }

    @Override
    public void close() {
        producer.close();
    }
}
