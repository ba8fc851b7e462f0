package dev.exodus.flink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.schemas.facts.FactType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LakeSinkTest {
    @Test
    void uidsNeverChange() {
        assertThat(Stream.of(FactType.values()).filter(FactType::inLake).map(LakeSink::uid))
                .containsExactly(
                        "lake-registrations-1s",
                        "lake-registrations-country-1s",
                        "lake-registrations-1m",
                        "lake-registrations-1d",
                        "lake-sms-1s",
                        "lake-sms-country-1s",
                        "lake-sms-1m",
                        "lake-connections-1s",
                        "lake-connections-country-1s",
                        "lake-connections-1m",
                        "lake-feed-1m",
                        "lake-dead-letter-1m",
                        "lake-expectation-1m",
                        "lake-service-state-1m",
                        "lake-incident",
                        "lake-incident-segment",
                        "lake-downtime-pattern",
                        "lake-sms-funnel-1m",
                        "lake-migration",
                        "lake-migration-1m",
                        "lake-incident-people");
    }

    @Test
    void refusesATableThatTheLakeDoesNotHave() {
        assertThatThrownBy(() -> new LakeLayout(FactType.TICK))
                .hasMessage("the lake has no table tick");
    }
}
