package dev.exodus.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Board.Target;
import dev.exodus.dashboards.board.Board.Variable;
import dev.exodus.dashboards.board.Boards;
import dev.exodus.dashboards.sql.Variables;
import dev.exodus.dashboards.sql.Variables.Choice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The boards and rules in a Grafana that has provisioned them: its address in {@code GRAFANA_URL},
 * the token of a service account that may read everything in {@code GRAFANA_TOKEN}.
 */
@EnabledIfEnvironmentVariable(
        named = "GRAFANA_URL",
        matches = "https?://.+",
        disabledReason = "no Grafana named by GRAFANA_URL: nothing was asked of one")
class GrafanaITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Boards BOARDS = Boards.load();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Instant NOW = Instant.now();
    private static String address;

    @BeforeAll
    static void read() {
        address = System.getenv("GRAFANA_URL").replaceFirst("/+$", "");
        assertThat(System.getenv("GRAFANA_TOKEN")).as("GRAFANA_TOKEN").isNotBlank();
    }

    static List<Board> boards() {
        return BOARDS.all();
    }

    private static JsonNode ask(String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + System.getenv("GRAFANA_TOKEN"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30));
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<String> answer =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** As its page does: variables are replaced there, macros by its server. */
    private static JsonNode frames(String format, String sql)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("from", Long.toString(NOW.minus(Duration.ofHours(6)).toEpochMilli()));
        body.put("to", Long.toString(NOW.toEpochMilli()));
        ObjectNode query = body.putArray("queries").addObject();
        query.put("refId", "A").put("format", format).put("rawSql", sql).put("rawQuery", true);
        query.put("intervalMs", 60_000).put("maxDataPoints", 1000);
        query.putObject("datasource").put("uid", "exodus");
        JsonNode result = ask("/api/ds/query", body).at("/results/A");
        assertThat(result.path("error").asText()).as(sql).isEmpty();
        return result.path("frames");
    }

    private static Choice choice(Variable variable) throws IOException, InterruptedException {
        if (!variable.list()) {
            return new Choice(List.of(variable.current().path("value").asText()), false);
        }
        List<String> values = new ArrayList<>();
        frames("table", variable.query())
                .at("/0/data/values/0")
                .forEach(value -> values.add(value.asText()));
        return new Choice(values.isEmpty() ? List.of("") : values, true);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyQueryOfAProvisionedBoardIsAnswered(Board board) throws Exception {
        JsonNode there = ask("/api/dashboards/uid/" + board.uid(), null);
        assertThat(there.at("/meta/provisioned").asBoolean()).as(board.uid()).isTrue();
        assertThat(there.at("/dashboard/panels")).hasSameSizeAs(board.panels());
        Map<String, Choice> chosen = new HashMap<>();
        for (Variable variable : board.variables()) {
            chosen.put(variable.name(), choice(variable));
        }
        for (Board.Panel panel : board.panels()) {
            for (Target target : panel.targets()) {
                frames(target.format(), Variables.replace(target.rawSql(), chosen));
            }
        }
        for (Board.Annotation mark : board.marks()) {
            frames("table", Variables.replace(mark.target().rawSql(), chosen));
        }
    }

    @Test
    void theAlertRulesAreProvisioned() throws Exception {
        List<String> uids = new ArrayList<>();
        ask("/api/v1/provisioning/alert-rules", null)
                .forEach(rule -> uids.add(rule.path("uid").asText()));
        assertThat(uids).containsAll(AlertRule.all().stream().map(AlertRule::uid).toList());
    }
}
