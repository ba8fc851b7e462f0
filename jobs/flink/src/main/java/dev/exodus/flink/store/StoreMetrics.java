package dev.exodus.flink.store;

/**
 * Names of StoreJob's metrics. Those of the writer are in the operator's group, {@code
 * <scope>.operator.postgres.<name>}.
 */
public final class StoreMetrics {
    /** The writer's group. */
    public static final String GROUP = "postgres";

    /** Counter: rows that PostgreSQL took, new or not older than what was there. */
    public static final String ROWS_WRITTEN = "rowsWritten";

    /** Counter: rows sent that PostgreSQL did not need, because it has newer ones. */
    public static final String ROWS_OLDER = "rowsOlder";

    /** Counter: transactions committed. */
    public static final String FLUSHES = "flushes";

    /** Counter: attempts after the first, because the database was away. */
    public static final String RETRIES = "retries";

    /** Gauge: how long the last flush took, waiting for the database included, milliseconds. */
    public static final String FLUSH_TIME = "lastFlushMillis";

    /** Gauge: rows that wait to be written. */
    public static final String ROWS_WAITING = "rowsWaiting";

    /** Counter: records of {@code dead-letters} that are no dead letter; only counted. */
    public static final String BAD_DEAD_LETTERS = "badDeadLetters";

    /** Counter: dead letters that were counted before a restart and came again. */
    public static final String REPEATED_DEAD_LETTERS = "repeatedDeadLetters";

    private StoreMetrics() {}
}
