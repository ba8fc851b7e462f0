package dev.exodus.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
    private static final String SMALL =
            """
            id: small
            title: nothing happens
            start: 2014-02-22T00:00:00Z
            end: 2014-02-23T00:00:00Z
            evening_from: 2014-02-22T17:00:00Z
            evening_to: 2014-02-22T23:00:00Z
            countries:
              - {code: DE, calling: "49", utc_offset: 1, region: Europe, weight: 1}
            services:
              - name: telegram
                signups_per_day: 1000
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 10}]
                signups_per_second: 0
                connections_per_second: 1
                connection_weight: 10
            """;

    @TempDir Path folder;

    @Test
    void readsAFile() throws IOException {
        Scenario scenario = load(SMALL);
        assertThat(scenario.services())
                .extracting(Scenario.Service::name)
                .containsExactly("telegram");
        assertThat(scenario.outages()).isEmpty();
        assertThat(scenario.people().returning()).isEqualTo(.97);
        assertThat(scenario.people().outage().days(.35)).isCloseTo(6, within(1e-9));
    }

    @Test
    void theShippedOneNamesItsSources() {
        assertThat(Scenario.shipped("2014-02-22-whatsapp").sources()).hasSizeGreaterThan(3);
        assertThatThrownBy(() -> Scenario.shipped("2013-01-01-nothing"))
                .hasMessageStartingWith("there is no scenario '2013-01-01-nothing'");
    }

    @Test
    void saysWhereAFileIsWrong() {
        assertThatThrownBy(() -> load(SMALL.replace("signups_per_day", "sign_ups_per_day")))
                .hasMessageContaining("services.0.signups_per_day");
        assertThatThrownBy(() -> load(SMALL + "colour: red\n")).hasMessageContaining("at colour");
        assertThatThrownBy(() -> load(SMALL.replace("per_second: 10}", "per_second: many}")))
                .hasMessageContaining("services.0.sms_per_second.0.per_second");
        assertThatThrownBy(
                        () -> load(SMALL.replace("connection_weight: 10", "connection_weight: 0")))
                .hasMessageContaining("connection_weight must be at least 1");
        String mark =
                "marks: [{kind: news, service: viber, from: 2014-02-22T00:00:00Z, label: x}]\n";
        assertThatThrownBy(() -> load(SMALL + mark))
                .hasMessageContaining("mark of an unknown service 'viber'");
        assertThatThrownBy(() -> load(SMALL + mark.replace(", label: x", "")))
                .hasMessageContaining("a mark without a label");
        assertThatThrownBy(() -> load(SMALL + "people: {also_use: 1.5}\n"))
                .hasMessageContaining("people: also_use must be from 0 to 1");
        assertThatThrownBy(() -> load(SMALL + "people: {news: {day1: .3, day7: .4}}\n"))
                .hasMessageContaining("needs 0 < day7 < day1 < 1, has day1 0.3 and day7 0.4");
        String attraction =
                "    attraction: [{at: 2014-02-22T01:00:00Z, until: 2014-02-22T02:00:00Z,"
                        + " per_day: 1, rise_minutes: 1, fade_hours: 1, source: viber}]\n";
        assertThatThrownBy(() -> load(SMALL + attraction))
                .hasMessageContaining(
                        "telegram: attraction with source 'viber', which is no other service");
        assertThatThrownBy(() -> load(SMALL.replace("end: 2014-02-23", "end: 2014-02-21")))
                .hasMessageContaining("start must be before end");
    }

    private Scenario load(String yaml) throws IOException {
        return Scenario.load(Files.writeString(folder.resolve("scenario.yaml"), yaml));
    }
}
