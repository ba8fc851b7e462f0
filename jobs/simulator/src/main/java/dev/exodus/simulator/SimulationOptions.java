package dev.exodus.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What part of a scenario to run, and how large.
 *
 * @param from records are sent from here on
 * @param to and before here; closing heartbeats follow
 * @param scale share of all people and capacities, above 0
 * @param seed the same seed gives the same bytes
 * @param partitions partitions of each events topic
 * @param shiftMillis added to every time that is written
 */
public record SimulationOptions(
        Instant from, Instant to, double scale, long seed, int partitions, long shiftMillis) {
    /** Behind the end, after which the rates can no longer change. */
    public static final Duration CLOSING = Duration.ofMinutes(12);

    /** Behind the end, after which incidents and funnels can no longer change either. */
    private static final Duration LONG_CLOSING = Duration.ofHours(4);

    public SimulationOptions {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
        }
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale must be above 0, was " + scale);
        }
        if (partitions < 1 || partitions > 127) {
            throw new IllegalArgumentException("partitions must be 1 to 127, was " + partitions);
        }
    }

    /**
     * Where the feed ends, with a last heartbeat, before any shift. A scenario that is moved to the
     * present ends there.
     */
    public Instant through() {
        return to.plus(shiftMillis == 0 ? LONG_CLOSING : CLOSING);
    }
}
