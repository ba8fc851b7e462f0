package dev.exodus.flink.outages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/**
 * How services are watched, from YAML: the options of {@link WatchOption}, for all, and under
 * {@code services} for single ones.
 */
final class SettingsFile {
    private static final String SERVICES = "services";

    private final Path file;
    private final JsonNode root;

    private SettingsFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * @throws UsageException if it cannot be read
     */
    static SettingsFile read(Path file) {
        try {
            return new SettingsFile(file, new YAMLMapper().readTree(file.toFile()));
        } catch (JacksonException e) {
            throw new UsageException(file + " is no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UsageException("cannot read --settings " + file + ": " + e.getMessage());
        }
    }

    /**
     * What holds for all services.
     *
     * @param given options; of those that are in the file too, they win
     * @throws UsageException naming what is wrong, its value and what it may be
     */
    Configuration usual(Configuration given) {
        Configuration options = new Configuration();
        put(root, "", options);
        options.addAll(given);
        return options;
    }

    /**
     * What holds for single services, by their names.
     *
     * @param usual what holds for all
     * @throws UsageException naming what is wrong, its value and what it may be
     */
    Map<String, Configuration> services(Configuration usual) {
        Map<String, Configuration> services = new TreeMap<>();
        JsonNode all = root.path(SERVICES);
        require(all, SERVICES);
        for (Map.Entry<String, JsonNode> service : all.properties()) {
            String where = SERVICES + "." + service.getKey() + ".";
            Configuration options = new Configuration(usual);
            put(service.getValue(), where, options);
            services.put(service.getKey(), options);
        }
        return services;
    }

    private void put(JsonNode node, String where, Configuration options) {
        require(node, where.isEmpty() ? "it" : where.substring(0, where.length() - 1));
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            boolean isServices = where.isEmpty() && entry.getKey().equals(SERVICES);
            if (!isServices) {
                if (WatchOption.named(entry.getKey()).isEmpty()) {
                    throw new UsageException(
                            "%s: there is no setting %s%s; there are %s"
                                    .formatted(
                                            file,
                                            where,
                                            entry.getKey(),
                                            String.join(", ", WatchOption.keys())));
                }
                options.setString(entry.getKey(), entry.getValue().asText());
            }
        }
    }

    private void require(JsonNode node, String name) {
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            throw new UsageException(
                    file + ": " + name + " must be lines of name: value, not '" + node + "'");
        }
    }
}
