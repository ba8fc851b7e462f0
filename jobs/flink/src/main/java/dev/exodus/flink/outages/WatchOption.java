package dev.exodus.flink.outages;

import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.flink.options.OptionsReference;
import dev.exodus.flink.options.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** What may be said of a single service too, with what each may be. */
enum WatchOption {
    FALSE_ALARMS(
            OutagesOptions.FALSE_ALARMS,
            "a number from 0.01 to 100",
            (options, perYear) ->
                    perYear >= OutageSettings.FEWEST_FALSE_ALARMS
                            && perYear <= OutageSettings.MOST_FALSE_ALARMS),
    MERGE_GAP(
            OutagesOptions.MERGE_GAP,
            "a duration from 0 s to 7 d",
            (options, gap) -> !gap.isNegative() && gap.compareTo(Duration.ofDays(7)) <= 0),
    PART_GAP(
            OutagesOptions.PART_GAP,
            "a duration from 0 s to the merge-gap",
            (options, gap) ->
                    !gap.isNegative() && gap.compareTo(options.get(OutagesOptions.MERGE_GAP)) <= 0),
    MINIMUM_VOLUME(
            OutagesOptions.MINIMUM_VOLUME,
            "a number from 0 to 1000000",
            (options, events) -> events >= 0 && events <= 1_000_000);

    private final ConfigOption<?> option;
    private final String range;
    private final Predicate<Configuration> admits;

    <T> WatchOption(ConfigOption<T> option, String range, BiPredicate<Configuration, T> holds) {
        this.option = option;
        this.range = range;
        this.admits = options -> holds.test(options, options.get(option));
    }

    String key() {
        return option.key();
    }

    /** The one of this name. */
    static Optional<WatchOption> named(String key) {
        return Stream.of(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    /** Their names. */
    static List<String> keys() {
        return Stream.of(values()).map(WatchOption::key).toList();
    }

    /**
     * Refuses what a value may not be.
     *
     * @param where it was said, for the sentence
     * @throws UsageException naming key, value and range
     */
    void check(Configuration options, String where) {
        String value = options.toMap().getOrDefault(key(), OptionsReference.defaultText(option));
        boolean holds;
        try {
            holds = admits.test(options);
        } catch (IllegalArgumentException e) {
            holds = false;
        }
        if (!holds) {
            throw new UsageException(
                    "%s%s cannot be '%s': it must be %s".formatted(where, key(), value, range));
        }
    }
}
