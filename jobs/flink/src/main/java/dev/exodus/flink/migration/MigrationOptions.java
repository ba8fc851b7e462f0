package dev.exodus.flink.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.options.UsageException;
import dev.exodus.flink.rates.RatesOptions;
import java.time.Duration;
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

    public static final ConfigOption<Identities> IDENTITIES =
            ConfigOptions.key("identities")
                    .enumType(Identities.class)
                    .defaultValue(Identities.SEPARATE)
                    .withDescription(
                            "shared if the user of an event is the same person in the events of all"
                                    + " services: then sign-ups and connections are read too, and it is"
                                    + " told who moved, stayed, came back and uses both. It needs"
                                    + " --pseudonym.secret-file. separate if not: columns of people"
                                    + " stay empty.");

    /** All of them, in the order of the reference. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    RatesOptions.LAKE,
                    WARM_START,
                    IDENTITIES,
                    FunnelOptions.SECRET_FILE,
                    FunnelOptions.SESSION_GAP,
                    RatesOptions.FROM,
                    RatesOptions.ALLOWED_LATENESS,
                    RatesOptions.OUT_OF_ORDERNESS,
                    RatesOptions.GAP_AFTER,
                    RatesOptions.GENERATION,
                    RatesOptions.IDLE_AFTER,
                    RatesOptions.BUNDLE_EVENTS,
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

    /** Whether people are told. */
    static boolean areShared(Configuration options) {
        return options.get(IDENTITIES) == Identities.SHARED;
    }

    /**
     * Where the keys are under which people are told apart.
     *
     * @throws UsageException if it is not given
     */
    static String secretFile(Configuration options) {
        String file = options.get(FunnelOptions.SECRET_FILE);
        if (file == null) {
            throw new UsageException(
                    "--identities shared needs --" + FunnelOptions.SECRET_FILE.key());
        }
        return file;
    }

    /** Rounded up. */
    private static long minutes(Duration duration) {
        return duration.plusSeconds(59).toMinutes();
    }

    /**
     * How incidents are evaluated.
     *
     * @throws UsageException if a value is out of its range
     */
    static MigrationSettings settings(Configuration options) {
        try {
            Duration lateness = options.get(RatesOptions.ALLOWED_LATENESS);
            return new MigrationSettings(
                    minutes(lateness),
                    minutes(lateness.plus(options.get(FunnelOptions.SESSION_GAP))),
                    METHOD_VERSION,
                    options.get(RatesOptions.GENERATION),
                    areShared(options));
        } catch (IllegalArgumentException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }
}
