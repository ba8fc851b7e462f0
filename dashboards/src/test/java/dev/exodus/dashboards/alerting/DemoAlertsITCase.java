package dev.exodus.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.dashboards.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which rules fire when on the evening of 22 February 2014 as {@code ./exodus demo} has stored it:
 * its folder in {@code exodus.demo}, its PostgreSQL kept up by {@code ./exodus view}. With {@code
 * --shift now} they are asked the same of the same rows: a rule knows no clock but the end of its
 * window.
 */
@EnabledIfSystemProperty(
        named = "exodus.demo",
        matches = ".+",
        disabledReason = "no folder of a demo named by exodus.demo: its rules were not asked")
class DemoAlertsITCase {
    private static Database database;

    @BeforeAll
    static void connect() throws IOException {
        Path postgres = Path.of(System.getProperty("exodus.demo"), "postgres");
        // Line 4 of the file that a running server keeps is its port.
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
        database =
                new Database(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        Files.readString(postgres.resolve("passwords/grafana_ro.password")).strip(),
                        Duration.ofSeconds(10));
    }

    @AfterAll
    static void disconnect() throws SQLException {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "all is well, 2014-02-22T18:20:00Z, ''",
        "WhatsApp is down, 2014-02-22T19:45:00Z, connections-failing whatsapp;"
                + " incident-long whatsapp; incident-open whatsapp; migration-spike line telegram;"
                + " registrations-low whatsapp;"
                + " registrations-surge line telegram",
        "WhatsApp is back, 2014-02-23T00:40:00Z, migration-spike line telegram;"
                + " registrations-surge line telegram",
        "the pipeline stands still, 2014-02-23T03:30:00Z, migration-spike line telegram;"
                + " pipeline-stale connection signup sms",
    })
    void exactlyTheseFire(String when, Instant now, String expected)
            throws IOException, SQLException {
        List<String> firing = new ArrayList<>();
        for (AlertRule rule : AlertRule.all()) {
            List<String> names = rule.fires(database, now);
            if (!names.isEmpty()) {
                firing.add(
                        rule.uid().substring("exodus-".length())
                                + " "
                                + String.join(" ", names.stream().sorted().toList()));
            }
        }
        assertThat(String.join("; ", firing.stream().sorted().toList()))
                .as(when)
                .isEqualTo(expected);
    }
}
