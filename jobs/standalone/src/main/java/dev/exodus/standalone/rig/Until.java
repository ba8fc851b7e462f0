package dev.exodus.standalone.rig;

import java.io.IOException;
import java.time.Duration;

/** Waits for conditions. */
final class Until {
    private static final long PAUSE_MS = 20;

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
        long started = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - started > limit.toNanos()) {
                throw new IOException("waited %d s for %s".formatted(limit.toSeconds(), what));
            }
            Thread.sleep(PAUSE_MS);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
