package dev.exodus.standalone.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the story is: a bar on a terminal, else a line every few seconds. */
public final class Progress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;
    private static final long ASK_EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final long fromMs;
    private final Backlog backlog;
    private final ProgressBar bar;
    private final long started = System.nanoTime();
    private long lastLine = started;
    private long lastAsked = started;
    private long lag;

    /** How many records wait to be read. */
    public interface Backlog {
        long records() throws Exception;
    }

    /**
     * @param terminal whether a bar can be drawn
     * @param fromMs where the story begins, epoch milliseconds
     * @param toMs where it ends
     * @param backlog asked now and then; null if it cannot be known
     */
    public Progress(PrintWriter out, boolean terminal, long fromMs, long toMs, Backlog backlog) {
        this.out = out;
        this.fromMs = fromMs;
        this.backlog = backlog;
        this.bar =
                terminal
                        ? new ProgressBarBuilder()
                                .setTaskName("replay")
                                .setInitialMax((toMs - fromMs) / 1000)
                                .setStyle(ProgressBarStyle.ASCII)
                                .build()
                        : null;
    }

    /**
     * @param eventTimeMs where the story is
     * @param sent events sent so far
     */
    void at(long eventTimeMs, long sent) throws IOException {
        long now = System.nanoTime();
        if (backlog != null && now - lastAsked > ASK_EVERY_NANOS) {
            lag = ask();
            lastAsked = now;
        }
        if (bar != null) {
            bar.stepTo((eventTimeMs - fromMs) / 1000);
            bar.setExtraMessage(message(eventTimeMs, sent));
        } else if (now - lastLine > LINE_EVERY_NANOS) {
            lastLine = now;
            out.println(message(eventTimeMs, sent));
            out.flush();
        }
    }

    private long ask() throws IOException {
        try {
            return backlog.records();
        } catch (Exception e) {
            throw new IOException(
                    "cannot ask Kafka how far the job has read: " + e.getMessage(), e);
        }
    }

    private String message(long eventTimeMs, long sent) {
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s  %,d events, %,.0f/s%s",
                Instant.ofEpochMilli(eventTimeMs).truncatedTo(ChronoUnit.SECONDS),
                sent,
                sent / seconds,
                backlog == null
                        ? ""
                        : String.format(Locale.ROOT, ", lag %,d at the last checkpoint", lag));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
