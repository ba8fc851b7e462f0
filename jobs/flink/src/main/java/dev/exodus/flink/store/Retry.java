package dev.exodus.flink.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something with PostgreSQL again until it succeeds: after 0.1 s, then twice as long each
 * time, up to 5 s, for as long as the budget lasts. What does not pass by itself fails at once.
 */
final class Retry {
    /** Something with PostgreSQL that may be done twice. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException, IOException;
    }

    /** How to wait; a test does not. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private final PostgresSettings settings;
    private final Counter retries;
    private final Sleeper sleeper;

    Retry(PostgresSettings settings, Counter retries, Sleeper sleeper) {
        this.settings = settings;
        this.retries = retries;
        this.sleeper = sleeper;
    }

    /**
     * @throws IOException if it failed for good; the message is a sentence for people
     * @throws InterruptedException if the task was cancelled while it waited
     */
    void run(Action action) throws IOException, InterruptedException {
        long waited = 0;
        long wait = FIRST_MILLIS;
        while (true) {
            try {
                action.run();
                return;
            } catch (SQLException e) {
                if (!SqlErrors.isTransient(e)) {
                    throw new IOException(SqlErrors.sentence(e, settings), e);
                }
                if (waited >= settings.retryMillis()) {
                    throw new IOException(givenUp(e), e);
                }
                LOG.warn("Waiting {} ms for {}: {}", wait, settings.url(), e.getMessage());
            }
            sleeper.sleep(wait);
            retries.inc();
            waited += wait;
            wait = Math.min(2 * wait, LONGEST_MILLIS);
        }
    }

    private String givenUp(SQLException e) {
        return "PostgreSQL at %s did not come back within %s (postgres.retry.budget): %s"
                .formatted(
                        settings.url(), Duration.ofMillis(settings.retryMillis()), e.getMessage());
    }
}
