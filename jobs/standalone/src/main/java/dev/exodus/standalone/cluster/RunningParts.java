package dev.exodus.standalone.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that were started, to be stopped in the opposite order. */
public final class RunningParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds a part that has just been started. */
    public synchronized <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Stops what runs, the last started first; a second call does nothing.
     *
     * @throws IOException if a part could not be stopped; the others were
     */
    @Override
    public synchronized void close() throws IOException {
        Exception failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new IOException(
                    "cannot stop a part of the run: " + failure.getMessage(), failure);
        }
    }
}
