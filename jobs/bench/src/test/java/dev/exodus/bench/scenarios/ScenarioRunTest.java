package dev.exodus.bench.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {
    @Test
    void theOutageOf2014IsOneIncidentDatedToTheMinute() throws IOException {
        ScenarioResult result = run("2014-02-22-whatsapp");

        Found whatsapp = result.expected().get(0);
        assertThat(whatsapp.service()).isEqualTo("whatsapp");
        assertThat(whatsapp.incidents()).isEqualTo(1);
        assertThat(whatsapp.met()).isTrue();
    }

    @Test
    void aSilentFeedIsNoOutage() throws IOException {
        ScenarioResult result = run("control-telemetry-gap");

        assertThat(result.expected()).isEmpty();
        assertThat(result.falseIncidents()).isEmpty();
        assertThat(result.rows()).isGreaterThan(100_000);
    }

    @Test
    void aDowntimeOfEveryEveningIsAPattern() throws IOException {
        ScenarioResult result = run("control-evening-downtime");

        assertThat(result.patterns())
                .hasSize(7)
                .allMatch(hour -> hour.startsWith("whatsapp "))
                .isEqualTo(result.truePatterns());
        assertThat(result.met()).isTrue();
    }

    private static ScenarioResult run(String id) throws IOException {
        return new ScenarioRun(Scenario.shipped(id), Duration.ofDays(5)).run(1);
    }
}
