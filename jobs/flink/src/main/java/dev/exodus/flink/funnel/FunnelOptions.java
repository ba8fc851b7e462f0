package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.UsageException;
import dev.exodus.flink.rates.RatesOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** The options of {@link SmsFunnelJob}. */
public final class FunnelOptions {
    public static final ConfigOption<String> SECRET_FILE =
            ConfigOptions.key("pseudonym.secret-file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File on the task managers with the keys under which people are told"
                                    + " apart, one a line: key id, from when on it is used (- for"
                                    + " the first), 32 bytes or more in hexadecimal.");

    public static final ConfigOption<Duration> SESSION_GAP =
            ConfigOptions.key("session-gap")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(30))
                    .withDescription(
                            "Requests of a person that are less than this apart belong to one"
                                    + " session. An attempt without an outcome for so long has"
                                    + " expired.");

    /** All of them, in the order of the reference. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    SECRET_FILE,
                    SESSION_GAP,
                    RatesOptions.LAKE,
                    RatesOptions.FROM,
                    RatesOptions.ALLOWED_LATENESS,
                    RatesOptions.OUT_OF_ORDERNESS,
                    RatesOptions.GENERATION,
                    RatesOptions.IDLE_AFTER,
                    RatesOptions.BUNDLE_EVENTS,
                    KafkaOptions.PARTITION_DISCOVERY,
                    KafkaOptions.CHECKPOINT_INTERVAL);

    /** Those that must be given. */
    public static final List<ConfigOption<?>> REQUIRED =
            List.of(KafkaOptions.BOOTSTRAP_SERVERS, SECRET_FILE);

    private FunnelOptions() {}

    static FunnelSettings settings(Configuration options) {
        Instant from = RatesOptions.from(options);
        try {
            return new FunnelSettings(
                    options.get(SESSION_GAP).toMillis(),
                    options.get(RatesOptions.ALLOWED_LATENESS).toMillis(),
                    from == null ? Long.MIN_VALUE : from.getEpochSecond(),
                    options.get(RatesOptions.GENERATION));
        } catch (IllegalArgumentException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }
}
