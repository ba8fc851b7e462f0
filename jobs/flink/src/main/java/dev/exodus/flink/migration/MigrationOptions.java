package dev.exodus.flink.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.options.UsageException;
import dev.exodus.flink.rates.RatesOptions;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** The options of {@link MigrationJob}. */
public final class MigrationOptions {
    public static final ConfigOption<String> WARM_START =
            ConfigOptions.key("warm-start")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of ./exodus learn --registrations, as the TaskManagers reach it:"
                                    + " the weeks before the first row. Without it, and without a"
                                    + " savepoint, nothing is said in the first two weeks, and"
                                    + " without an interval in the first four.");

    /** All of them, in the order of the reference. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    RatesOptions.LAKE,
                    WARM_START,
                    RatesOptions.ALLOWED_LATENESS,
                    RatesOptions.GENERATION,
                    KafkaOptions.PARTITION_DISCOVERY,
                    KafkaOptions.CHECKPOINT_INTERVAL);

    /** Those that must be given. */
    public static final List<ConfigOption<?>> REQUIRED = List.of(KafkaOptions.BOOTSTRAP_SERVERS);

    private static final String METHOD_VERSION = "1";

    private MigrationOptions() {}

    /** The weeks before the first row. */
    static LearntFile<LearntRegistrations> warmStart(Configuration options) {
        return LearntFile.of(
                options,
                WARM_START,
                in -> in == null ? LearntRegistrations.nothing() : LearntRegistrations.read(in));
    }

    /**
     * How incidents are evaluated.
     *
     * @throws UsageException if a value is out of its range
     */
    static MigrationSettings settings(Configuration options) {
        try {
            return new MigrationSettings(
                    options.get(RatesOptions.ALLOWED_LATENESS).plusSeconds(59).toMinutes(),
                    METHOD_VERSION,
                    options.get(RatesOptions.GENERATION));
        } catch (IllegalArgumentException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }
}
