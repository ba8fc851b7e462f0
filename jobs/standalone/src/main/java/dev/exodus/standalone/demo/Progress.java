package dev.exodus.standalone.demo;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the story is: a bar on a terminal, else a line every few seconds. */
final class Progress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final long fromMs;
    private final ProgressBar bar;
    private final long started = System.nanoTime();
    private long lastLine = started;

    Progress(PrintWriter out, boolean terminal, long fromMs, long toMs) {
        this.out = out;
        this.fromMs = fromMs;
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
     * @param unacknowledged of them still on their way to Kafka
     */
    void at(long eventTimeMs, long sent, long unacknowledged) {
        if (bar != null) {
            bar.stepTo((eventTimeMs - fromMs) / 1000);
            bar.setExtraMessage(message(eventTimeMs, sent, unacknowledged));
        } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            out.println(message(eventTimeMs, sent, unacknowledged));
            out.flush();
        }
    }

    private String message(long eventTimeMs, long sent, long unacknowledged) {
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s  %,d events, %,.0f/s, %,d on their way",
                Instant.ofEpochMilli(eventTimeMs).truncatedTo(ChronoUnit.SECONDS),
                sent,
                sent / seconds,
                unacknowledged);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
