package dev.exodus.standalone.lake;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.simulator.history.History;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Brings the days before a simulation into a lake, all feeds at a time. */
public final class HistoryImport {
    private static final String NAME = "history";
    private static final long STOP_TIMEOUT_S = 30;

    private HistoryImport() {}

    /**
     * Writes a history; done again it replaces its own files. If the thread is interrupted it ends
     * soon, and nothing more of it becomes visible.
     *
     * @return how many rows
     */
    public static long write(History history, Path lake) throws IOException, InterruptedException {
        return write(history, lake, (feed, row) -> {});
    }

    /**
     * As above.
     *
     * @param also takes every row too, those of a feed in order of time; called by a thread per
     *     feed
     */
    public static long write(History history, Path lake, BiConsumer<Feed, Fact> also)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Feed.values().length);
        try {
            List<Future<Long>> feeds = new ArrayList<>();
            for (Feed feed : Feed.values()) {
                feeds.add(threads.submit(() -> write(history, feed, lake, also)));
            }
            long rows = 0;
            for (Future<Long> feed : feeds) {
                rows += feed.get();
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IOException("cannot write the history: " + e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    private static long write(History history, Feed feed, Path lake, BiConsumer<Feed, Fact> also)
            throws IOException {
        try (LakeWriter writer = new LakeWriter(lake, NAME)) {
            long rows =
                    history.write(
                            feed,
                            row -> {
                                requireWanted();
                                writer.write(row);
                                also.accept(feed, row);
                            });
            writer.commit();
            return rows;
        }
    }

    private static void requireWanted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("it was interrupted");
        }
    }
}
