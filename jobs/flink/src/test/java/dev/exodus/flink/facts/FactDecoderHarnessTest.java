package dev.exodus.flink.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.FeedMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactDecoderHarnessTest {
    private OneInputStreamOperatorTestHarness<KafkaRecord, Fact> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new FactDecoder()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(FactType.class)
    void makesFactsOfTheirJson(FactType type) throws Exception {
        Fact fact = ArbitraryFacts.of(type).filter(this::isPlain).sample();
        decode(FactJson.encode(fact));
        assertThat(harness.extractOutputValues()).containsExactly(fact);
        assertThat(refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "garbage",
                "{\"schema_version\":1}",
                "{\"schema_version\":2,\"type\":\"tick\"}",
                "{\"schema_version\":1,\"type\":\"tick\",\"feed\":\"sms\"}",
                "{\"schema_version\":1,\"type\":\"unheard_of\"}"
            })
    void whatIsNoFactIsRefusedAndNeverStopsTheJob(String json) throws Exception {
        decode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(refused())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.topic()).isEqualTo("facts.rates");
                            assertThat(letter.partition()).isEqualTo(3);
                            assertThat(letter.offset()).isEqualTo(42);
                            assertThat(letter.feed()).isEqualTo("facts.rates");
                            assertThat(letter.reason()).isEqualTo("not_json");
                            assertThat(letter.time()).isEqualTo(1_393_092_000_000L);
                        });
    }

    @Test
    void aRecordWithoutAValueIsRefusedAsEmpty() throws Exception {
        decode(new byte[0]);
        assertThat(refused()).singleElement().extracting(DeadLetter::reason).isEqualTo("empty");
    }

    @Test
    void aStrayPhoneNumberIsNowhereInTheDeadLetter() throws Exception {
        String json =
                "{\"schema_version\":1,\"type\":\"feed_1m\",\"feed\":\"+491711234567\","
                        + "\"time\":\"+491711234567\",\"read\":\"+491711234567\"}";
        decode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(refused().toString()).doesNotContain("1711234567").doesNotContain("49");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "x\udc00y"})
    void textThatPostgresCannotHoldIsRefused(String service) throws Exception {
        decode(FactJson.encode(second(service, Instant.EPOCH)));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(refused()).hasSize(1);
    }

    @Test
    void keysAndTimesThatPostgresCannotHoldAreRefused() throws Exception {
        decode(FactJson.encode(second("x".repeat(129), Instant.EPOCH)));
        decode(FactJson.encode(second("line", Instant.parse("+10000-01-01T00:00:00Z"))));
        decode(FactJson.encode(second("line", Instant.parse("0000-12-31T23:59:59Z"))));
        assertThat(refused()).hasSize(3);
    }

    @Test
    void wellFormedTextOfAnyScriptIsTaken() throws Exception {
        Fact fact = second("텔레그램 ✈ 😀", Instant.EPOCH);
        decode(FactJson.encode(fact));
        assertThat(harness.extractOutputValues()).containsExactly(fact);
    }

    @Test
    void passesByWhatIsNotWantedWhateverIsInIt() throws Exception {
        harness.close();
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new FactDecoder(Set.of(FactType.FEED_1M))));
        harness.open();
        Fact fact = new FeedMinute("sms", Instant.EPOCH, 1, 1, 0, 0, 0, 0, 60, 1, 1);
        decode(FactJson.encode(second("line", Instant.EPOCH)));
        decode("{\"x\":{\"type\":1},\"type\":\"tick\",\"x\"".getBytes(StandardCharsets.UTF_8));
        decode(FactJson.encode(fact));
        decode("{\"schema_version\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(harness.extractOutputValues()).containsExactly(fact);
        assertThat(refused()).hasSize(1);
    }

    @Test
    void goesOnAfterARefusal() throws Exception {
        decode(new byte[] {1, 2, 3});
        Fact fact = new FeedMinute("sms", Instant.EPOCH, 1, 1, 0, 0, 0, 0, 60, 1, 1);
        decode(FactJson.encode(fact));
        assertThat(harness.extractOutputValues()).containsExactly(fact);
    }

    private void decode(byte[] value) throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        new KafkaRecord("facts.rates", 3, 42, 1_393_092_000_000L, value)));
    }

    private List<DeadLetter> refused() {
        var letters = harness.getSideOutput(FactDecoder.REFUSED);
        return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
    }

    private boolean isPlain(Fact fact) {
        try {
            Storable.require(fact);
            return fact.toString().chars().allMatch(c -> c < Character.MIN_SURROGATE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Fact second(String service, Instant time) {
        return new RegistrationSecond(service, time, 1, 1, true, 1, 1);
    }
}
