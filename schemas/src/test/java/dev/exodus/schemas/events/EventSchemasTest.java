package dev.exodus.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Schema, codec, record and Flink SQL say the same of every event. */
class EventSchemasTest {
    private static final Path EVENTS = Path.of("events");
    private static final long TIME = 1_393_093_800_000L;
    private static final Path FLINK_SQL = Path.of("flink-sql");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS.resolve("examples"))) {
            List<Path> examples = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(examples).hasSizeGreaterThan(50);
            return examples;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void schemaAndCodecAgreeOnEveryExample(Path example) throws IOException {
        String event = example.getParent().getParent().getFileName().toString();
        boolean valid = example.getParent().getFileName().toString().equals("valid");
        byte[] json = Files.readAllBytes(example);

        assertThat(schema(event).validate(Files.readString(example), InputFormat.JSON).isEmpty())
                .as("JSON Schema")
                .isEqualTo(valid);

        Feed feed = event.equals("heartbeat") ? Feed.SMS : Feed.of(event);
        DecodedEvent decoded =
                new EventDecoder(feed, EnumSet.allOf(Field.class)).decode(json, 0, json.length);
        if (valid) {
            assertThat(decoded.kind())
                    .isEqualTo(
                            event.equals("heartbeat")
                                    ? DecodedEvent.Kind.HEARTBEAT
                                    : DecodedEvent.Kind.EVENT);
            assertThat(EventJson.decode(feed, json).eventTime()).isEqualTo(decoded.eventTime());
        } else {
            String reason = example.getFileName().toString().replaceAll("[-.].*", "");
            assertThat(decoded.kind()).isEqualTo(DecodedEvent.Kind.REJECTED);
            assertThat(decoded.reason().wireName()).isEqualTo(reason);
        }
    }

    /** Every field of every event left out, and in turn every kind of JSON value in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"signup", "sms", "connection", "heartbeat"})
    void schemaAndCodecAgreeOnEveryFieldThatIsMissingOrOfAnotherType(String event)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Schema schema = schema(event);
        ObjectNode whole = whole(event);
        assertThat(isValid(schema, whole)).isTrue();
        for (Map.Entry<String, JsonNode> field : schemaJson(event).get("properties").properties()) {
            ObjectNode changed = whole.deepCopy();
            changed.remove(field.getKey());
            assertAgreement(event, schema, changed);
            for (String value : VALUES) {
                changed.set(field.getKey(), mapper.readTree(value));
                assertAgreement(event, schema, changed);
            }
        }
    }

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "1",
                    "-1",
                    "1.5",
                    "1393093800000",
                    "\"\"",
                    "\"1\"",
                    "\"DE\"",
                    "\"ok\"",
                    "\"2014-02-22T18:30:00Z\"",
                    "[]",
                    "[1]",
                    "{}");

    private static ObjectNode whole(String event) throws IOException {
        Event record =
                switch (event) {
                    case "signup" ->
                            new Signup(
                                    "e", TIME, "line", "DE", "ios", "u", Signup.Step.COMPLETED, 2);
                    case "sms" ->
                            new Sms(
                                    "e",
                                    TIME,
                                    "line",
                                    "DE",
                                    "c",
                                    "ios",
                                    "u",
                                    "a",
                                    1,
                                    Sms.Status.SENT,
                                    2);
                    case "connection" ->
                            new Connection(
                                    "e",
                                    TIME,
                                    "line",
                                    "DE",
                                    "ios",
                                    "u",
                                    Connection.Outcome.OK,
                                    9,
                                    2);
                    default -> new Heartbeat(TIME, "line", "p");
                };
        ObjectNode whole = (ObjectNode) new ObjectMapper().readTree(EventJson.encode(record));
        return whole.put("schema_version", 1);
    }

    private static void assertAgreement(String event, Schema schema, ObjectNode json)
            throws IOException {
        Feed feed = event.equals("heartbeat") ? Feed.SMS : Feed.of(event);
        byte[] bytes = new ObjectMapper().writeValueAsBytes(json);
        DecodedEvent decoded =
                new EventDecoder(feed, EnumSet.allOf(Field.class)).decode(bytes, 0, bytes.length);
        boolean accepted =
                decoded.kind()
                        == (event.equals("heartbeat")
                                ? DecodedEvent.Kind.HEARTBEAT
                                : DecodedEvent.Kind.EVENT);
        assertThat(accepted)
                .as("codec on %s (%s)", json, decoded.reason())
                .isEqualTo(isValid(schema, json));
    }

    private static boolean isValid(Schema schema, ObjectNode json) {
        return schema.validate(json.toString(), InputFormat.JSON).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Signup.class, Sms.class, Connection.class, Heartbeat.class})
    void theRecordHasTheFieldsOfTheSchema(Class<?> record) throws IOException {
        Set<String> components = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.add(snakeCase(component.getName()));
        }
        Set<String> properties = new TreeSet<>();
        JsonNode schema = schemaJson(record.getSimpleName().toLowerCase(Locale.ROOT));
        schema.get("properties").properties().forEach(field -> properties.add(field.getKey()));
        properties.remove("schema_version");
        properties.remove("type");
        assertThat(properties).isEqualTo(components);
        schema.get("properties")
                .forEach(property -> assertThat(property.get("description")).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"signup", "sms", "connection"})
    void theEnumHasTheConstantsOfTheSchema(String event) throws IOException {
        List<String> constants = new ArrayList<>();
        schemaJson(event)
                .get("properties")
                .forEach(
                        property -> {
                            if (property.has("enum")) {
                                property.get("enum").forEach(c -> constants.add(c.asText()));
                            }
                        });
        assertThat(constants).isEqualTo(Feed.of(event).counters());
    }

    /** To write the files anew: {@code mvn test -pl schemas -Dexodus.update=true}. */
    @ParameterizedTest
    @ValueSource(strings = {"signup", "sms", "connection"})
    void theFlinkSqlTableIsThatOfTheSchema(String event) throws IOException {
        Path file = FLINK_SQL.resolve("events_" + event + ".sql");
        String sql = FlinkSql.createTable(Feed.of(event), schemaJson(event));
        if (Boolean.getBoolean("exodus.update")) {
            Files.writeString(file, sql);
        }
        assertThat(file).hasContent(sql);
    }

    private static Schema schema(String event) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file(event)));
    }

    private static JsonNode schemaJson(String event) throws IOException {
        return new ObjectMapper().readTree(file(event).toFile());
    }

    private static Path file(String event) {
        return EVENTS.resolve(event + ".schema.json");
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
