package dev.exodus.dashboards.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Macros;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** One rule of the file that Grafana is given, evaluated as Grafana's expressions would. */
record AlertRule(JsonNode yaml) {
    static final Path FILE = Path.of("grafana/provisioning/alerting/rules.yaml");

    static List<AlertRule> all() throws IOException {
        JsonNode rules = new YAMLMapper().readTree(FILE.toFile()).at("/groups/0/rules");
        return StreamSupport.stream(rules.spliterator(), false).map(AlertRule::new).toList();
    }

    String uid() {
        return yaml.path("uid").asText();
    }

    String sql() {
        return yaml.at("/data/0/model/rawSql").asText();
    }

    /** The answer of its query at a moment. */
    Frame ask(Database database, Instant now) throws SQLException {
        JsonNode window = yaml.at("/data/0/relativeTimeRange");
        Instant from = now.minusSeconds(window.path("from").asLong());
        Instant to = now.minusSeconds(window.path("to").asLong());
        return Query.run(database, "A", Macros.expand(sql(), TimeRange.of(from, to, 100)));
    }

    /**
     * What it fires for at a moment: names of services or feeds; "no data" if it fires for that.
     */
    List<String> fires(Database database, Instant now) throws SQLException {
        Frame frame = ask(database, now);
        if (frame.rows().isEmpty()) {
            boolean alerts = yaml.path("noDataState").asText().equals("Alerting");
            return alerts ? List.of("no data") : List.of();
        }
        return frame.rows().stream()
                .filter(row -> exceeds(((Number) row.get(2)).doubleValue()))
                .map(row -> (String) row.get(1))
                .toList();
    }

    private boolean exceeds(double value) {
        JsonNode evaluator = yaml.at("/data/2/model/conditions/0/evaluator");
        double limit = evaluator.at("/params/0").asDouble();
        return switch (evaluator.path("type").asText()) {
            case "gt" -> value > limit;
            case "lt" -> value < limit;
            default -> throw new IllegalStateException("no such evaluator: " + evaluator);
        };
    }
}
