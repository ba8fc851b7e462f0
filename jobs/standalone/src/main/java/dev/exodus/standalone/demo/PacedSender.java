package dev.exodus.standalone.demo;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.EventSink;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Sends records to Kafka, no faster than wanted, and shows how far it is. */
public final class PacedSender implements EventSink, AutoCloseable {
    private final EventProducer producer;
    private final Progress progress;
    private final double speed;
    private final long fromMs;
    private final long started = System.nanoTime();
    private long sent;

    /**
     * @param kafka settings of the client, {@code bootstrap.servers} among them
     * @param progress closed with the sender
     * @param speed seconds of the story per second
     * @param fromMs where the story begins, epoch milliseconds
     */
    public PacedSender(Map<String, String> kafka, Progress progress, double speed, long fromMs) {
        this.producer = new EventProducer(kafka);
        this.progress = progress;
        this.speed = speed;
        this.fromMs = fromMs;
    }

    /** Sends without waiting, and says how far it is. */
    public static PacedSender asFastAsPossible(
            Map<String, String> kafka, PrintWriter out, long fromMs, long toMs) {
        Progress progress = new Progress(out, false, fromMs, toMs, null);
        return new PacedSender(kafka, progress, Double.POSITIVE_INFINITY, fromMs);
    }

    /** Waits until Kafka has acknowledged everything sent. */
    public void flush() throws IOException {
        producer.requireAcknowledged(sent);
    }

    @Override
    public void close() {
        progress.close();
        producer.close();
    }

    @Override
    public void send(
            Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length) {
        try {
            producer.send(feed, partition, sendTime, buffer, offset, length);
            sent++;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void advanced(long time) {
        if (time < fromMs) {
            return;
        }
        try {
            progress.at(time, sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the replay was interrupted");
        }
        double aheadMs = (time - fromMs) / speed - (System.nanoTime() - started) / 1e6;
        if (aheadMs > 1) {
            pause((long) aheadMs);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the replay was interrupted", e);
        }
    }
}
