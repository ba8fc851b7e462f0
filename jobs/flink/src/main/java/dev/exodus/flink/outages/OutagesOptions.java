package dev.exodus.flink.outages;

import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.options.UsageException;
import dev.exodus.flink.rates.RatesOptions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** The options of {@link OutagesJob}. */
public final class OutagesOptions {
    public static final ConfigOption<Double> FALSE_ALARMS =
            ConfigOptions.key("false-alarms")
                    .doubleType()
                    .defaultValue(OutageSettings.FALSE_ALARMS)
                    .withDescription(
                            "How many false alarms each series may give in a year, 0.01 to 100."
                                    + " Fewer are bought with small or short outages.");

    public static final ConfigOption<String> SETTINGS =
            ConfigOptions.key("settings")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "YAML file, read where the job is submitted, with false-alarms,"
                                    + " merge-gap, part-gap and minimum-volume for all services"
                                    + " and, under services, for single ones. Options that are"
                                    + " given beside it win over what it says of all.");

    public static final ConfigOption<Duration> MERGE_GAP =
            ConfigOptions.key("merge-gap")
                    .durationType()
                    .defaultValue(Duration.ofHours(3))
                    .withDescription(
                            "How long after an incident another episode of the same service and"
                                    + " kind is still a part of it.");

    public static final ConfigOption<Duration> PART_GAP =
            ConfigOptions.key("part-gap")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription("How far apart two episodes are still one part.");

    public static final ConfigOption<Double> MINIMUM_VOLUME =
            ConfigOptions.key("minimum-volume")
                    .doubleType()
                    .defaultValue(20.0)
                    .withDescription(
                            "Events, seen or expected, below which an episode is ignored.");

    public static final ConfigOption<String> ZONE =
            ConfigOptions.key("pattern-zone")
                    .stringType()
                    .defaultValue("UTC")
                    .withDescription(
                            "Time zone in which the hours of recurring downtimes are counted.");

    public static final ConfigOption<String> WARM_START =
            ConfigOptions.key("warm-start")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of ./exodus learn, as the TaskManagers reach it: what is usual is"
                                    + " known from the first row on. Services that the job knows"
                                    + " already, from a savepoint, go on from there. Without it the"
                                    + " job learns first.");

    /** All of them, in the order of the reference. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    RatesOptions.LAKE,
                    FALSE_ALARMS,
                    MERGE_GAP,
                    PART_GAP,
                    MINIMUM_VOLUME,
                    SETTINGS,
                    ZONE,
                    WARM_START,
                    RatesOptions.ALLOWED_LATENESS,
                    RatesOptions.KNOWN_FOR,
                    RatesOptions.GENERATION,
                    KafkaOptions.PARTITION_DISCOVERY,
                    KafkaOptions.CHECKPOINT_INTERVAL);

    /** Those that must be given. */
    public static final List<ConfigOption<?>> REQUIRED = List.of(KafkaOptions.BOOTSTRAP_SERVERS);

    private static final String METHOD_VERSION = "1";

    private OutagesOptions() {}

    /** What services start from that the state does not know. */
    static LearntFile<WarmStart> warmStart(Configuration options) {
        return LearntFile.of(
                options, WARM_START, in -> in == null ? WarmStart.nothing() : WarmStart.read(in));
    }

    /**
     * How services are watched.
     *
     * @throws UsageException if a value is out of its range
     */
    public static ServiceSettings settings(Configuration given) {
        String file = given.get(SETTINGS);
        if (file == null) {
            return ServiceSettings.of(watch(given, "option --"));
        }
        SettingsFile settings = SettingsFile.read(Path.of(file));
        Configuration usual = settings.usual(given);
        TreeMap<String, OutageSettings> services = new TreeMap<>();
        OutageSettings all = watch(usual, file + ": ");
        settings.services(usual)
                .forEach(
                        (service, options) -> {
                            String where = file + ": services." + service + ".";
                            services.put(service, watch(options, where));
                        });
        return new ServiceSettings(all, services);
    }

    private static OutageSettings watch(Configuration options, String where) {
        for (WatchOption option : WatchOption.values()) {
            option.check(options, where);
        }
        try {
            return new OutageSettings(
                    options.get(FALSE_ALARMS),
                    new IncidentSettings(
                            options.get(MERGE_GAP).toSeconds(),
                            options.get(PART_GAP).toSeconds(),
                            options.get(MINIMUM_VOLUME),
                            METHOD_VERSION,
                            options.get(RatesOptions.GENERATION)),
                    options.get(RatesOptions.ALLOWED_LATENESS).toSeconds(),
                    options.get(RatesOptions.KNOWN_FOR).toSeconds(),
                    ZoneId.of(options.get(ZONE)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UsageException("wrong option: " + e.getMessage());
        }
    }
}
