package dev.exodus.bench.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.exodus.core.outages.DetectorSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How strict the detector is, from YAML: names of {@link DetectorSettings} with their values, the
 * rest by default. The step is that of each series.
 *
 * @param name what it is called
 * @param changes what is not by default
 */
record SettingsFile(String name, ObjectNode changes) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Nothing changed. */
    static SettingsFile defaults() {
        return new SettingsFile("defaults", YAML.createObjectNode());
    }

    /**
     * @throws IllegalArgumentException if a name or value is wrong, saying what and where
     */
    static SettingsFile read(Path file) throws IOException {
        JsonNode root;
        try (Reader text = Files.newBufferedReader(file)) {
            root = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + sentence(e), e);
        }
        if (root.isMissingNode() || root.isNull()) {
            return new SettingsFile(file.toString(), YAML.createObjectNode());
        }
        if (!(root instanceof ObjectNode changes)) {
            throw new IllegalArgumentException(file + ": expected lines of name: value");
        }
        ObjectNode known = defaults(60, true);
        known.remove("step");
        for (String name : names(changes)) {
            if (!known.has(name)) {
                throw new IllegalArgumentException(
                        "%s: there is no setting %s; there are %s"
                                .formatted(file, name, String.join(", ", names(known))));
            }
        }
        SettingsFile settings = new SettingsFile(file.toString(), changes);
        settings.of(60, true);
        return settings;
    }

    private static List<String> names(ObjectNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static ObjectNode defaults(int step, boolean counts) {
        return YAML.valueToTree(
                counts ? DetectorSettings.counts(step) : DetectorSettings.values(step));
    }

    /** The settings of a series. */
    DetectorSettings of(int step, boolean counts) {
        ObjectNode all = defaults(step, counts);
        all.setAll(changes);
        try {
            return YAML.treeToValue(all, DetectorSettings.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(name + ": " + sentence(e), e);
        }
    }

    private static String sentence(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage();
        }
        String path =
                e instanceof JsonMappingException m && !m.getPath().isEmpty()
                        ? m.getPath().get(0).getFieldName() + ": "
                        : "";
        if (e instanceof InvalidFormatException wrong) {
            String type = wrong.getTargetType().getSimpleName();
            return path + "expected " + type + ", not " + wrong.getValue();
        }
        return path + e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
