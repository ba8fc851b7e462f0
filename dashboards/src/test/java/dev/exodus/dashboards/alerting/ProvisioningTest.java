package dev.exodus.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.exodus.dashboards.board.Boards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The files that Grafana is given beside the boards. */
class ProvisioningTest {
    private static final Path FOLDER = Path.of("grafana/provisioning");
    private static final Path RUNBOOK = Path.of("../docs/alerts.md");
    private static final String RUNBOOK_URL = "${EXODUS_DOCS_URL}/alerts.md#";

    @Test
    void thereAreEightRulesWithUidsThatNeverChange() throws IOException {
        assertThat(AlertRule.all())
                .extracting(AlertRule::uid)
                .containsExactly(
                        "exodus-incident-open",
                        "exodus-incident-long",
                        "exodus-registrations-low",
                        "exodus-registrations-surge",
                        "exodus-sms-verify-low",
                        "exodus-connections-failing",
                        "exodus-migration-spike",
                        "exodus-pipeline-stale");
    }

    @Test
    void everyRuleLeadsToAPanelThatExists() throws IOException {
        Boards boards = Boards.load();
        for (AlertRule rule : AlertRule.all()) {
            String board = rule.yaml().path("dashboardUid").asText();
            int panel = rule.yaml().path("panelId").asInt();
            assertThat(boards.board(board).panel(panel).targets()).as(rule.uid()).isNotEmpty();
        }
    }

    @Test
    void everyRuleHasASummaryAndASectionInTheRunbook() throws IOException {
        List<String> runbook = Files.readAllLines(RUNBOOK);
        for (AlertRule rule : AlertRule.all()) {
            String url = rule.yaml().at("/annotations/runbook_url").asText();
            assertThat(url).startsWith(RUNBOOK_URL);
            assertThat(runbook).contains("## " + url.substring(RUNBOOK_URL.length()));
            assertThat(rule.yaml().at("/annotations/summary").asText())
                    .as(rule.uid())
                    .containsPattern("\\{\\{ \\$\\$labels\\.(service|feed) }}");
        }
    }

    @Test
    void onlyAStalledPipelineTakesMissingDataForAnAlert() throws IOException {
        for (AlertRule rule : AlertRule.all()) {
            assertThat(rule.yaml().path("noDataState").asText())
                    .as(rule.uid())
                    .isEqualTo(rule.uid().equals("exodus-pipeline-stale") ? "Alerting" : "OK");
        }
    }

    @Test
    void theirSqlIsOneStatementInTheTimeOfTheRange() throws IOException {
        for (AlertRule rule : AlertRule.all()) {
            assertThat(rule.yaml().at("/data/0/model/format").asText()).isEqualTo("time_series");
            assertThat(rule.sql().toLowerCase(Locale.ROOT))
                    .as(rule.uid())
                    .startsWith("select ")
                    .contains("order by time")
                    .doesNotContain(";", "--", "/*", "now(", "current_t", "$$", " metric");
        }
    }

    @Test
    void theDataSourceReadsOnlyAndHasNoPasswordInTheFile() throws IOException {
        JsonNode source =
                new YAMLMapper()
                        .readTree(FOLDER.resolve("datasources/exodus.yaml").toFile())
                        .at("/datasources/0");
        assertThat(source.path("uid").asText()).isEqualTo("exodus");
        assertThat(source.path("user").asText()).isEqualTo("grafana_ro");
        assertThat(source.path("editable").asBoolean(true)).isFalse();
        assertThat(source.has("database")).isFalse();
        assertThat(source.at("/jsonData/database").asText()).isEqualTo("$EXODUS_DB_NAME");
        assertThat(source.at("/jsonData/timeInterval").asText()).isEqualTo("1s");
        assertThat(source.at("/secureJsonData/password").asText()).isEqualTo("$EXODUS_DB_PASSWORD");
    }

    @Test
    void grafanaKeepsTheBoardsAsTheyAreInTheFiles() throws IOException {
        JsonNode provider =
                new YAMLMapper()
                        .readTree(FOLDER.resolve("dashboards/exodus.yaml").toFile())
                        .at("/providers/0");
        assertThat(provider.path("allowUiUpdates").asBoolean(true)).isFalse();
        assertThat(provider.path("disableDeletion").asBoolean(true)).isFalse();
    }
}
