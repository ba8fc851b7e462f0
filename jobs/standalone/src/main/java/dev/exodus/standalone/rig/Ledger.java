package dev.exodus.standalone.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The sequence numbers that a broker has acknowledged, on disk: a number counts as acknowledged
 * once it was forced there.
 */
final class Ledger implements AutoCloseable {
    private static final int BATCH = 100_000;

    private final Path file;
    private final FileChannel channel;
    private final LinkedBlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "ledger");
    private volatile boolean closing;
    private volatile IOException failure;

    Ledger(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writer.start();
    }

    /** A record was acknowledged. */
    void acknowledged(int sequence) {
        waiting.add(sequence);
    }

    private void write() {
        try {
            List<Integer> batch = new ArrayList<>();
            while (!closing || !waiting.isEmpty()) {
                batch.clear();
                Integer first = waiting.poll(50, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH);
                    append(batch);
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(List<Integer> sequences) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * sequences.size());
        sequences.forEach(bytes::putInt);
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** Everything acknowledged so far; close it before. */
    BitSet read() throws IOException {
        if (failure != null) {
            throw failure;
        }
        BitSet sequences = new BitSet();
        IntBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asIntBuffer();
        while (numbers.hasRemaining()) {
            sequences.set(numbers.get());
        }
        return sequences;
    }

    @Override
    public void close() {
        closing = true;
        try {
            writer.join();
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
