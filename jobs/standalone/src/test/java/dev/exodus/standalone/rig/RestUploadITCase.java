package dev.exodus.standalone.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.cluster.OneMinute;
import dev.exodus.standalone.topics.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with the jobs is uploaded and run as docs/operations.md says. */
class RestUploadITCase {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String FORM = "multipart/form-data; boundary=x";
    private static final String JSON = "application/json";
    private static final Path JAR = Path.of("../flink/target/flink-0.1.0-jobs.jar");
    private static final Path PAGE = Path.of("../../docs/operations.md");

    /** What is posted to run a jar, in the page. */
    private static final Pattern RUN = Pattern.compile("(?s)/run -d '(\\{.*?})'");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path root;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aJobIsUploadedAndRunsAndAWrongOptionLeavesTheClusterAlone() throws Exception {
        try (Broker broker = Broker.start(root.resolve("broker"), Map.of());
                Admin admin = Admin.create(kafka(broker));
                FlinkProcesses flink = FlinkProcesses.start(root.resolve("flink"), 1)) {
            new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
            OneMinute.send(kafka(broker));
            FlinkRest rest = flink.rest();
            Until.holds("a TaskManager", LIMIT, () -> rest.slots() == FlinkProcesses.SLOTS);

            JsonNode uploaded = answer(post(rest.address() + "/jars/upload", FORM, jar()));
            Path file = Path.of(uploaded.get("filename").asText());
            String url = rest.address() + "/jars/" + file.getFileName() + "/run";
            String run =
                    page().replace("broker:9092", broker.bootstrapServers())
                            .replace("s3://lake/exodus", root.resolve("lake").toString());
            HttpResponse<String> refused =
                    post(url, JSON, BodyPublishers.ofString(run.replace("--lake", "--lak")));
            assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(refused.body()).contains("unknown option --lak");

            answer(post(url, JSON, BodyPublishers.ofString(run)));
            Until.holds("facts", LIMIT, () -> OneMinute.facts(admin) > 0);
            assertThat(rest.job(Rig.RATES)).isPresent();
        }
    }

    private static Map<String, Object> kafka(Broker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static BodyPublisher jar() throws Exception {
        String head =
                "--x\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"jobs.jar\"\r\n"
                        + "Content-Type: application/x-java-archive\r\n\r\n";
        return BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(JAR),
                BodyPublishers.ofString("\r\n--x--\r\n"));
    }

    private static String page() throws Exception {
        Matcher run = RUN.matcher(Files.readString(PAGE));
        assertThat(run.find()).as("the page shows what is posted").isTrue();
        return run.group(1);
    }

    private HttpResponse<String> post(String url, String type, BodyPublisher body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", type)
                        .POST(body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode answer(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
