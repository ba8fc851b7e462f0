package dev.exodus.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name and value in the files is one of Grafana's types: see src/test/grafana-schema. */
class GrafanaSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Boards BOARDS = Boards.load();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final Map<String, Schema> BY_TYPE = new HashMap<>();
    private static JsonNode types;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = GrafanaSchemaTest.class.getResourceAsStream("/grafana-schema.json")) {
            types = JSON.readTree(in).path("definitions");
        }
    }

    private static Schema schema(String type) {
        return BY_TYPE.computeIfAbsent(
                type,
                name -> {
                    ObjectNode root = JSON.createObjectNode();
                    root.put("$ref", "#/definitions/" + name).set("definitions", types);
                    return SCHEMAS.getSchema(root.toString());
                });
    }

    /** The type of panels: "state-timeline" is StateTimelinePanel. */
    private static String type(JsonNode panel) {
        return Arrays.stream(panel.path("type").asText().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "", "Panel"));
    }

    private static List<String> errors(String type, JsonNode json) {
        assertThat(types.has(type)).as(type).isTrue();
        return schema(type).validate(json.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static List<Board> boards() {
        return BOARDS.all();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void aBoardHasOnlyWhatGrafanaKnows(Board board) {
        JsonNode file = BOARDS.file(board.uid());
        assertThat(errors("Board", file)).isEmpty();
        for (JsonNode panel : file.path("panels")) {
            assertThat(errors(type(panel), panel)).as(panel.path("title").asText()).isEmpty();
        }
    }

    @Test
    void aWrongNameAndAWrongValueAreFound() {
        ObjectNode panel = BOARDS.file("exodus-overview").path("panels").get(0).deepCopy();
        ((ObjectNode) panel.path("options")).put("colourMode", "background");
        assertThat(errors("StatPanel", panel)).singleElement().asString().contains("colourMode");
        ((ObjectNode) panel.path("options")).remove("colourMode");
        ((ObjectNode) panel.path("options")).put("graphMode", "pie");
        assertThat(errors("StatPanel", panel)).singleElement().asString().contains("graphMode");
    }
}
