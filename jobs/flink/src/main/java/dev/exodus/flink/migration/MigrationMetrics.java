package dev.exodus.flink.migration;

/**
 * Names of the metrics of MigrationJob. The full path is {@code
 * <host>.taskmanager.<tm>.<job>.<operator>.<subtask>.<name>}, the operator being {@code Migration}.
 */
public final class MigrationMetrics {
    /** Counter: minutes of registrations that were read. */
    public static final String ROWS = "rows";

    /** Counter: minutes that came after a newer version of them, and changed nothing. */
    public static final String OUTDATED = "outdatedRows";

    /** Counter: minutes of codes that were read. */
    public static final String CODE_ROWS = "codeRows";

    /**
     * Counter: minutes of codes that came after a newer version of them, or when nothing asked for
     * them any more, and changed nothing.
     */
    public static final String OUTDATED_CODE_ROWS = "outdatedCodeRows";

    /** Counter: facts emitted. */
    public static final String FACTS_OUT = "factsOut";

    /** Counter: parts of hours with people that came when nothing asked for them any more. */
    public static final String FORGOTTEN = "forgottenPeople";

    private MigrationMetrics() {}
}
