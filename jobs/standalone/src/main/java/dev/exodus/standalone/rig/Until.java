package dev.exodus.standalone.rig;

import java.io.IOException;
import java.time.Duration;

/** Waits for conditions. */
final class Until {
    /** To be asked costs a cluster that restarts, and that has two cores, time which it needs. */
    private static final long PAUSE_MS = 200;

    private static final long SHORT_PAUSE_MS = 10;

    private Until() {}

    /** Something that comes true. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits until it holds.
     *
     * @param what for the error
     * @return how long that took
     * @throws IOException if it takes longer than the limit
     */
    static Duration holds(String what, Duration limit, Condition condition) throws Exception {
        return holds(what, limit, condition, PAUSE_MS);
    }

    /** The same for what may soon no longer hold: it is looked at more often. */
    static Duration happens(String what, Duration limit, Condition condition) throws Exception {
        return holds(what, limit, condition, SHORT_PAUSE_MS);
    }

    private static Duration holds(String what, Duration limit, Condition condition, long pauseMs)
            throws Exception {
        long started = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - started > limit.toNanos()) {
                throw new IOException("waited %d s for %s".formatted(limit.toSeconds(), what));
            }
            Thread.sleep(pauseMs);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
