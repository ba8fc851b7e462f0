package dev.exodus.flink.funnel;

/**
 * Names of the metrics of SmsFunnelJob, beside those of its admission. The full path is {@code
 * <host>.taskmanager.<tm>.<job>.<operator>.<subtask>.<name>}, the operator being {@code sms
 * attempts}, {@code sms people} or {@code sms cohorts}. Counters restart at 0 with the job.
 */
public final class FunnelMetrics {
    /** Counter: events or requests that were known already, and change nothing. */
    public static final String REPEATED = "repeated";

    /** Counter: events or requests that came after a later one of their attempt or person. */
    public static final String OUT_OF_ORDER = "outOfOrder";

    /** Counter: events or requests not kept, because their attempt or person has too many. */
    public static final String REFUSED = "refused";

    /** Counter: attempts of which steps were seen, but no request; they are in no row. */
    public static final String ORPHANS = "orphans";

    /** Counter: steps not seen though a later one was. */
    public static final String MISSING_STEPS = "missingSteps";

    /** Counter: attempts without an outcome when their time was over. */
    public static final String EXPIRED = "expired";

    /** Counter: attempts concluded. */
    public static final String CONCLUDED = "concluded";

    /** Counter: rows emitted. */
    public static final String FACTS_OUT = "factsOut";

    private FunnelMetrics() {}
}
