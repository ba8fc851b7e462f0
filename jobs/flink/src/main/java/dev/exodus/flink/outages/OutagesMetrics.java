package dev.exodus.flink.outages;

/**
 * Names of the metrics of OutagesJob. The full path is {@code
 * <host>.taskmanager.<tm>.<job>.<operator>.<subtask>.<name>}, the operator being {@code Outages}.
 */
public final class OutagesMetrics {
    /** Counter: rows of series that are watched. */
    public static final String ROWS = "rows";

    /** Counter: rows that came after their bucket was settled, and changed nothing. */
    public static final String TOO_LATE = "tooLateRows";

    /** Counter: facts emitted. */
    public static final String FACTS_OUT = "factsOut";

    private OutagesMetrics() {}
}
