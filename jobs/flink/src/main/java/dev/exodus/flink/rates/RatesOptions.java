package dev.exodus.flink.rates;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.UsageException;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.flink.source.FeedWatermarks;
import dev.exodus.schemas.events.Feed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** The options of {@link RatesJob}. */
public final class RatesOptions {
    public static final ConfigOption<List<String>> FEEDS =
            ConfigOptions.key("feeds")
                    .stringType()
                    .asList()
                    .defaultValues("signup", "sms", "connection")
                    .withDescription("Which feeds to count, separated by semicolons.");

    public static final ConfigOption<List<String>> DEDUPLICATE =
            ConfigOptions.key("deduplicate")
                    .stringType()
                    .asList()
                    .defaultValues("signup", "sms")
                    .withDescription(
                            "Feeds in which a second event with one event_id is dropped, separated"
                                    + " by semicolons; none for no feed.");

    public static final ConfigOption<String> LAKE =
            ConfigOptions.key("lake")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where Parquet files go: a folder or any file system URI that Flink"
                                    + " knows. Without it none are written.");

    public static final ConfigOption<String> FROM =
            ConfigOptions.key("from")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where to start without a savepoint, e.g. 2014-02-22T17:00:00Z: the"
                                    + " topics are read from there less the allowed lateness, and"
                                    + " rows before it are not emitted. Default: the earliest"
                                    + " record.");

    public static final ConfigOption<Duration> ALLOWED_LATENESS =
            ConfigOptions.key("allowed-lateness")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "How late an event may be and still correct its row. Later ones are"
                                    + " kept in dead-letters.");

    public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
            ConfigOptions.key("out-of-orderness")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "How long to wait, in event time, before a row is first emitted.");

    public static final ConfigOption<Duration> GAP_AFTER =
            ConfigOptions.key("gap-after")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "Event time without a record or heartbeat in a partition after which"
                                    + " its seconds count as not covered.");

    public static final ConfigOption<Duration> KNOWN_FOR =
            ConfigOptions.key("known-for")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long after its last event a service, country or platform still"
                                    + " gets rows of zero.");

    public static final ConfigOption<Duration> IDLE_AFTER =
            ConfigOptions.key("idle-after")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription(
                            "Wall-clock silence after which a partition no longer holds the others"
                                    + " up; 0 for never. For live feeds without heartbeats only,"
                                    + " and longer than any broker outage to be survived: what a"
                                    + " partition brings after it may be lost to rows.");

    public static final ConfigOption<List<String>> DAY_ZONES =
            ConfigOptions.key("day-zones")
                    .stringType()
                    .asList()
                    .defaultValues("UTC")
                    .withDescription(
                            "Time zones in which days are counted, separated by semicolons.");

    public static final ConfigOption<Integer> GENERATION =
            ConfigOptions.key("generation")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "Raise it to reprocess on purpose: its rows replace those of lower"
                                    + " generations.");

    public static final ConfigOption<Integer> BUNDLE_EVENTS =
            ConfigOptions.key("bundle-events")
                    .intType()
                    .defaultValue(100_000)
                    .withDescription("Most events counted before partial counts are passed on.");

    /** All of them, in the order of the reference. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    FEEDS,
                    LAKE,
                    FROM,
                    ALLOWED_LATENESS,
                    OUT_OF_ORDERNESS,
                    GAP_AFTER,
                    KNOWN_FOR,
                    DEDUPLICATE,
                    DAY_ZONES,
                    GENERATION,
                    IDLE_AFTER,
                    BUNDLE_EVENTS,
                    KafkaOptions.PARTITION_DISCOVERY,
                    KafkaOptions.CHECKPOINT_INTERVAL);

    /** Those that must be given. */
    public static final List<ConfigOption<?>> REQUIRED = List.of(KafkaOptions.BOOTSTRAP_SERVERS);

    private RatesOptions() {}

    static List<Feed> feeds(Configuration options) {
        return feeds(FEEDS, options.get(FEEDS));
    }

    static boolean deduplicate(Configuration options, Feed feed) {
        List<String> names = options.get(DEDUPLICATE);
        return !names.equals(List.of("none")) && feeds(DEDUPLICATE, names).contains(feed);
    }

    private static List<Feed> feeds(ConfigOption<?> option, List<String> names) {
        try {
            return names.stream().map(Feed::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("option --" + option.key() + ": " + e.getMessage());
        }
    }

    /** What is late, and what is a gap. */
    public static AdmissionRule admissionRule(Configuration options) {
        try {
            return new AdmissionRule(
                    options.get(ALLOWED_LATENESS).toMillis(),
                    options.get(OUT_OF_ORDERNESS).toMillis(),
                    options.get(GAP_AFTER).toMillis());
        } catch (IllegalArgumentException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }

    /** How rows are made. */
    public static RatesSettings ratesSettings(Configuration options) {
        try {
            return new RatesSettings(
                    options.get(ALLOWED_LATENESS).toMillis(),
                    options.get(KNOWN_FOR).toSeconds(),
                    options.get(DAY_ZONES),
                    from(options) == null ? Long.MIN_VALUE : from(options).getEpochSecond(),
                    options.get(LAKE) != null,
                    options.get(GENERATION));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }

    /** The first moment whose rows are emitted; null for all. */
    public static Instant from(Configuration options) {
        String from = options.get(FROM);
        try {
            return from == null ? null : Instant.parse(from);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "option --from cannot be '" + from + "'; an example is '2014-02-22T17:00:00Z'");
        }
    }

    /** Where reading starts, so that rows from there on are whole; null for the earliest record. */
    public static Instant readFrom(Configuration options) {
        Instant from = from(options);
        return from == null ? null : from.minus(options.get(ALLOWED_LATENESS));
    }

    /** Watermarks of a feed's source. */
    public static WatermarkStrategy<FeedRecord> watermarks(Configuration options) {
        return FeedWatermarks.strategy(
                options.get(OUT_OF_ORDERNESS).toMillis(), options.get(IDLE_AFTER).toMillis());
    }
}
