package dev.exodus.flink.metrics;

/**
 * Names of the metrics of RatesJob. The full path is {@code
 * <host>.taskmanager.<tm>.<job>.<operator>.<subtask>.<name>}, the operator being {@code <feed>
 * admission}, {@code <feed> duplicates}, {@code <feed> bundle} or {@code <feed> rates}. Counters
 * restart at 0 with the job: what must hold across restarts is in the table {@code feed_1m}.
 */
public final class RatesMetrics {
    /** Counter: records read. */
    public static final String READ = "read";

    /** Counter: events admitted, before duplicates are dropped. */
    public static final String ADMITTED = "admitted";

    /** Counter: events beyond the allowed lateness, sent to the dead letters. */
    public static final String LATE = "late";

    /** Group with one counter per reason: records that are no valid event. */
    public static final String REJECTED = "rejected";

    /** Counter: heartbeats. */
    public static final String HEARTBEATS = "heartbeats";

    /** Counter: records that were read before and are ignored. */
    public static final String REREAD = "reread";

    /** Counter: gaps found in a partition. */
    public static final String GAPS = "gaps";

    /** Counter: events dropped because their id was seen before. */
    public static final String DUPLICATES = "duplicates";

    /** Counter: events counted in the rates. */
    public static final String COUNTED = "counted";

    /** Counter: partial counts sent over the network. */
    public static final String PARTIALS = "partials";

    /** Counter: rows and ticks emitted. */
    public static final String FACTS_OUT = "factsOut";

    /** Gauge: milliseconds between the highest partition clock and the watermark. */
    public static final String WATERMARK_LAG_MS = "watermarkLagMs";

    private RatesMetrics() {}
}
