package dev.exodus.flink.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Which errors of PostgreSQL pass by themselves, and what to say about the others.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">Error codes</a>
 */
final class SqlErrors {
    /**
     * Connection lost, rolled back for another's sake, out of resources, shutting down or starting,
     * system error.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** A lock that was not available; a standby that is not yet the primary. */
    private static final Set<String> TRANSIENT_STATES = Set.of("55P03", "25006");

    private SqlErrors() {}

    static boolean isTransient(SQLException error) {
        String state = state(error);
        return error instanceof SQLTransientException
                || TRANSIENT_STATES.contains(state)
                || state.length() == 5 && TRANSIENT_CLASSES.contains(state.substring(0, 2));
    }

    /** One sentence: what, where, and what to do. */
    static String sentence(SQLException error, PostgresSettings settings) {
        String place = "PostgreSQL at " + settings.url();
        return switch (state(error)) {
            case "28P01", "28000" ->
                    "%s refused user %s: correct the password in %s"
                            .formatted(place, settings.user(), settings.passwordPlace());
            case "3D000" -> place + " has no such database: create it, or correct postgres.url";
            case "42501" ->
                    "%s does not allow user %s to write (%s): use the role exodus_writer"
                            .formatted(place, settings.user(), message(error));
            case "3F000", "42P01", "42703", "42883", "42804" ->
                    "%s has another schema than this release (%s): run ./exodus migrate"
                            .formatted(place, message(error));
            default ->
                    "%s refused to store facts (SQLSTATE %s): %s"
                            .formatted(place, state(error), message(error));
        };
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    private static String message(SQLException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
