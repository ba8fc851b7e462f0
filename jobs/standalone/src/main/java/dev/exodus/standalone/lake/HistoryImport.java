package dev.exodus.standalone.lake;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings the days before a simulation into a lake, all feeds at a time. */
public final class HistoryImport {
    private static final String NAME = "history";

    private HistoryImport() {}

    /**
     * Writes a history; done again it replaces its own files.
     *
     * @return how many rows
     */
    public static long write(History history, Path lake) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Feed.values().length);
        try {
            List<Future<Long>> feeds = new ArrayList<>();
            for (Feed feed : Feed.values()) {
                feeds.add(threads.submit(() -> write(history, feed, lake)));
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
        }
    }

    private static long write(History history, Feed feed, Path lake) throws IOException {
        try (LakeWriter writer = new LakeWriter(lake, NAME)) {
            long rows = history.write(feed, writer::write);
            writer.commit();
            return rows;
        }
    }
}
