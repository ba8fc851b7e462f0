package dev.exodus.dashboards.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a panel wants its series drawn, from its own file: what the pictures of a report keep of it.
 */
record Look(JsonNode panel) {
    private static final List<String> PALETTE =
            List.of("#1f78b4", "#33a02c", "#e31a1c", "#ff7f00", "#6a3d9a", "#b15928", "#666666");

    /** Grafana's unit. */
    String unit() {
        return defaults().path("unit").asText();
    }

    /** The least value of the axis, or 0. */
    double min() {
        return defaults().path("min").asDouble();
    }

    /** The greatest value of the axis; NaN if it is that of the data. */
    double max() {
        return defaults().path("max").asDouble(Double.NaN);
    }

    /** Whether the axis is logarithmic; its base is 10. */
    boolean logarithmic() {
        return defaults().at("/custom/scaleDistribution/type").asText().equals("log");
    }

    /** The colour of a series: the fixed one of the panel, or the next of a palette. */
    String colour(String series, int place) {
        JsonNode fixed = property(series, "color").path("fixedColor");
        return fixed.isTextual() ? fixed.asText() : PALETTE.get(place % PALETTE.size());
    }

    /** Lengths of dashes and gaps, as SVG wants them; empty for a solid line. */
    String dashes(String series) {
        JsonNode style = property(series, "custom.lineStyle");
        return style.path("fill").asText().equals("dash")
                ? style.at("/dash/0").asText() + " " + style.at("/dash/1").asText()
                : "";
    }

    private JsonNode defaults() {
        return panel.at("/fieldConfig/defaults");
    }

    /** The last override holds. */
    private JsonNode property(String series, String id) {
        JsonNode found = panel.path("none");
        for (JsonNode override : panel.at("/fieldConfig/overrides")) {
            if (matches(override.path("matcher"), series)) {
                for (JsonNode property : override.path("properties")) {
                    if (property.path("id").asText().equals(id)) {
                        found = property.path("value");
                    }
                }
            }
        }
        return found;
    }

    private static boolean matches(JsonNode matcher, String series) {
        String options = matcher.path("options").asText();
        return switch (matcher.path("id").asText()) {
            case "byName" -> options.equals(series);
            case "byRegexp" ->
                    Pattern.compile(options.replaceAll("^/|/$", "")).matcher(series).find();
            default -> false;
        };
    }
}
