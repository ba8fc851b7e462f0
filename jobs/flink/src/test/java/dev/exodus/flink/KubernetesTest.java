package dev.exodus.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployments in {@code docs/kubernetes} are what Flink's operator and the jobs understand. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("../../docs/kubernetes");
    private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** What the operator's resource definition must know besides; see {@link #schema()}. */
    private static final String FLINK = "v2_3";

    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Path> deployments() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theOperatorKnowsEveryField(Path file) throws IOException {
        assertThat(schema().validate(YAML.readTree(file.toFile()).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theJobTakesItsArguments(Path file) throws IOException {
        JsonNode job = YAML.readTree(file.toFile()).at("/spec/job");
        List<String> args = new ArrayList<>();
        job.get("args").forEach(arg -> args.add(arg.asText()));

        assertThat(Job.ofMain(job.get("entryClass").asText()).parse(args)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void flinkKnowsEverySetting(Path file) throws Exception {
        Set<String> known = new HashSet<>();
        for (Class<?> options :
                List.of(
                        CheckpointingOptions.class,
                        HighAvailabilityOptions.class,
                        StateBackendOptions.class,
                        TaskManagerOptions.class)) {
            for (Field field : options.getFields()) {
                if (field.get(null) instanceof ConfigOption<?> option) {
                    known.add(option.key());
                }
            }
        }
        JsonNode settings = YAML.readTree(file.toFile()).at("/spec/flinkConfiguration");
        assertThat(settings.fieldNames()).toIterable().isNotEmpty().allMatch(known::contains);
    }

    @Test
    void everyJobHasADeployment() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path file : deployments()) {
            found.add(YAML.readTree(file.toFile()).at("/spec/job/entryClass").asText());
        }
        assertThat(found)
                .isEqualTo(
                        Stream.of(Job.values())
                                .map(Job::main)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aFieldThatTheOperatorDoesNotKnowIsFound() throws IOException {
        ObjectNode deployment = (ObjectNode) YAML.readTree(deployments().get(0).toFile());
        ((ObjectNode) deployment.at("/spec/job")).put("paralelism", 2);

        assertThat(schema().validate(deployment.toString(), InputFormat.JSON))
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage()).contains("paralelism"));
    }

    /**
     * The definition of the newest operator whose classes are on Maven Central, which ends with
     * Flink 1.20. A cluster ignores fields that it does not know; here they are errors.
     */
    private static Schema schema() throws IOException {
        try (InputStream crd = KubernetesTest.class.getResourceAsStream(CRD)) {
            JsonNode schema = YAML.readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
            ObjectNode properties = (ObjectNode) schema.get("properties");
            properties.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
            properties.putObject("kind").put("const", "FlinkDeployment");
            properties.putObject("metadata").put("type", "object");
            ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add(FLINK);
            close(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema.toString(), InputFormat.JSON);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.get("properties") instanceof ObjectNode
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(KubernetesTest::close);
    }
}
