package dev.exodus.flink.store;

import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.UsageException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** The options of StoreJob. */
public final class StoreOptions {
    public static final ConfigOption<String> URL =
            ConfigOptions.key("postgres.url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JDBC URL of the database, such as jdbc:postgresql://host:5432/exodus;"
                                    + " never with a password.");

    public static final ConfigOption<String> USER =
            ConfigOptions.key("postgres.user")
                    .stringType()
                    .defaultValue("exodus_writer")
                    .withDescription("The role that writes.");

    public static final ConfigOption<String> PASSWORD_FILE =
            ConfigOptions.key("postgres.password-file")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "File on the task managers whose first line is the password. Without"
                                    + " it the environment variable "
                                    + PostgresSettings.PASSWORD_VARIABLE
                                    + " is used.");

    public static final ConfigOption<Integer> FLUSH_ROWS =
            ConfigOptions.key("postgres.flush.rows")
                    .intType()
                    .defaultValue(5_000)
                    .withDescription("Rows that are written at the latest when so many wait.");

    public static final ConfigOption<Duration> FLUSH_INTERVAL =
            ConfigOptions.key("postgres.flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription("Time after which waiting rows are written.");

    public static final ConfigOption<Duration> RETRY_BUDGET =
            ConfigOptions.key("postgres.retry.budget")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "How long a lost database is waited for, with growing pauses, before"
                                    + " the job fails and Flink restarts it.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    KafkaOptions.PARTITION_DISCOVERY,
                    KafkaOptions.CHECKPOINT_INTERVAL,
                    URL,
                    USER,
                    PASSWORD_FILE,
                    FLUSH_ROWS,
                    FLUSH_INTERVAL,
                    RETRY_BUDGET);

    /** Those without which the job cannot start. */
    public static final List<ConfigOption<?>> REQUIRED =
            List.of(KafkaOptions.BOOTSTRAP_SERVERS, URL);

    private StoreOptions() {}

    /**
     * How to write to PostgreSQL.
     *
     * @throws UsageException if a value is out of its range
     */
    static PostgresSettings postgres(Configuration options) {
        try {
            return new PostgresSettings(
                    options.get(URL),
                    options.get(USER),
                    options.get(PASSWORD_FILE),
                    options.get(FLUSH_ROWS),
                    options.get(FLUSH_INTERVAL).toMillis(),
                    options.get(RETRY_BUDGET).toMillis());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
