package dev.exodus.flink.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options of a job, from {@code --key value} and from a YAML file ({@code --config}); the
 * command line wins. Keys that begin with {@code kafka.} go through to the Kafka clients.
 */
public final class JobOptions {
    /** Prefix of what is passed to the Kafka clients. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final String CONFIG = "config";

    private JobOptions() {}

    /**
     * Reads and checks all options.
     *
     * @param known the options that the job has
     * @param required those of them that must be given
     * @throws UsageException if one is unknown, missing or has a wrong value
     */
    public static Configuration parse(
            String[] args, List<ConfigOption<?>> known, List<ConfigOption<?>> required) {
        Configuration given = new Configuration();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || args[i].length() < 3) {
                throw new UsageException(
                        "expected an option like --key value, found '" + args[i] + "'");
            }
            if (i + 1 == args.length) {
                throw new UsageException("option " + args[i] + " has no value");
            }
            given.setString(args[i].substring(2), args[i + 1]);
        }
        Configuration options = new Configuration();
        Optional.ofNullable(given.toMap().get(CONFIG))
                .ifPresent(file -> options.addAll(file(Path.of(file))));
        given.removeKey(CONFIG);
        options.addAll(given);
        check(options, known, required);
        return options;
    }

    /**
     * Checks options that were put together elsewhere.
     *
     * @throws UsageException as {@link #parse}
     */
    public static void check(
            Configuration options, List<ConfigOption<?>> known, List<ConfigOption<?>> required) {
        for (String key : options.keySet()) {
            if (known.stream().noneMatch(option -> option.key().equals(key))
                    && !key.startsWith(KAFKA_PREFIX)) {
                throw new UsageException(
                        "unknown option --"
                                + key
                                + "; known are "
                                + String.join(
                                        ", ",
                                        known.stream().map(o -> "--" + o.key()).sorted().toList())
                                + " and --kafka.*");
            }
        }
        for (ConfigOption<?> option : required) {
            if (options.getOptional(option).isEmpty()) {
                throw new UsageException("option --" + option.key() + " is missing");
            }
        }
        for (ConfigOption<?> option : known) {
            try {
                options.get(option);
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "option --"
                                + option.key()
                                + " cannot be '"
                                + options.toMap().get(option.key())
                                + "'; "
                                + example(option));
            }
        }
    }

    private static String example(ConfigOption<?> option) {
        return option.hasDefaultValue()
                ? "an example is '" + OptionsReference.defaultText(option) + "'"
                : "see docs/options.md";
    }

    /** What goes to the Kafka clients: every {@code kafka.*} key without the prefix. */
    public static Properties kafka(Configuration options) {
        Properties properties = new Properties();
        options.toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(KAFKA_PREFIX)) {
                                properties.setProperty(key.substring(KAFKA_PREFIX.length()), value);
                            }
                        });
        return properties;
    }

    private static Configuration file(Path path) {
        try {
            Configuration options = new Configuration();
            flatten("", new YAMLMapper().readTree(path.toFile()), options);
            return options;
        } catch (IOException e) {
            throw new UsageException("cannot read --config " + path + ": " + firstLine(e));
        }
    }

    private static void flatten(String prefix, JsonNode node, Configuration options) {
        if (node == null || node.isMissingNode()) {
            return;
        }
        if (!node.isObject()) {
            options.setString(prefix, text(node));
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
            flatten(key, field.getValue(), options);
        }
    }

    /** A list is written as Flink writes one: values with a semicolon between them. */
    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        StringBuilder list = new StringBuilder();
        node.forEach(item -> list.append(list.isEmpty() ? "" : ";").append(item.asText()));
        return list.toString();
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
