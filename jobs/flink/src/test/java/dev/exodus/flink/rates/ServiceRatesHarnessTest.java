package dev.exodus.flink.rates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.Gap;
import dev.exodus.core.rates.Bundle;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceRatesHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;

    private KeyedBroadcastOperatorTestHarness<String, MinutePartial, Gap, Fact> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.processBroadcastElement(Gap.before(T / 1000), T);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void oneAdvanceGivesRowsThenCorrectionsThenOneTick() throws Exception {
        events(T);
        watermark(T + 1_000);
        events(T, T + 1_000);
        watermark(T + 2_000);
        assertThat(facts())
                .extracting(fact -> fact.type().table() + " " + fact.revision())
                .containsExactly(
                        "registrations_1s 1",
                        "tick " + (T / 1000 + 1),
                        "registrations_1s 1",
                        "registrations_1s 2",
                        "tick " + (T / 1000 + 2));
    }

    /** Of what was before, a log that begins in the middle holds only what came late. */
    @Test
    void nothingIsCoveredBeforeAPartitionSpeaks() throws Exception {
        events(T - 3_000, T, T + 2_000);
        watermark(T + 3_000);
        assertThat(facts())
                .filteredOn(RegistrationSecond.class::isInstance)
                .extracting(fact -> ((RegistrationSecond) fact).complete())
                .as("no zeros before T, and one behind it")
                .containsExactly(false, true, true, true);
    }

    @Test
    void aPartitionThatSpeaksLaterTakesNothingBack() throws Exception {
        harness.processBroadcastElement(Gap.before(T / 1000 + 60), T);
        events(T);
        watermark(T + 2_000);
        assertThat(seconds()).containsExactly(at(T), at(T + 1_000));
        watermark(T + 12 * MINUTE);
        harness.processBroadcastElement(Gap.before(T / 1000 + 7_200), T);
        assertThat(harness.getBroadcastState(GapState.DESCRIPTOR).immutableEntries()).isEmpty();
    }

    @Test
    void untilOneSpeaksNothingIsCovered() throws Exception {
        close();
        harness = harness();
        harness.open();
        events(T);
        watermark(T + 2_000);
        assertThat(seconds()).containsExactly(at(T));
    }

    @Test
    void aGapThatArrivesBeforeTheWatermarkLeavesNoZero() throws Exception {
        events(T);
        harness.processBroadcastElement(new Gap(T / 1000 + 1, T / 1000 + 3), T);
        watermark(T + 4_000);
        assertThat(seconds()).containsExactly(at(T), at(T + 3_000));
    }

    /** In a replay a partition may be read that far ahead of another one. */
    @Test
    void aGapIsRememberedUntilItsRowsAreOutHoweverFarAheadAnotherGapIs() throws Exception {
        events(T);
        harness.processBroadcastElement(new Gap(T / 1000 + 1, T / 1000 + 3), T);
        long weekLater = T / 1000 + 7 * 86_400;
        harness.processBroadcastElement(new Gap(weekLater, weekLater + 60), T);
        watermark(T + 4_000);
        assertThat(seconds()).containsExactly(at(T), at(T + 3_000));
    }

    @Test
    void gapsWhoseRowsAreSettledAreForgotten() throws Exception {
        harness.processBroadcastElement(new Gap(T / 1000 + 1, T / 1000 + 3), T);
        watermark(T + 12 * MINUTE);
        harness.processBroadcastElement(new Gap(T / 1000 + 900, T / 1000 + 960), T);
        assertThat(harness.getBroadcastState(GapState.DESCRIPTOR).immutableEntries()).hasSize(1);
    }

    @Test
    void rowsOfCountriesGoAside() throws Exception {
        events(T);
        watermark(T + 1_000);
        assertThat(harness.getSideOutput(ServiceRatesFunction.LAKE_ONLY))
                .singleElement()
                .satisfies(
                        record ->
                                assertThat(record.getValue().type().table())
                                        .isEqualTo("registrations_country_1s"));
    }

    @Test
    void aRestartInTheMiddleChangesNothing() throws Exception {
        events(T, T, T + 2_000);
        watermark(T + 1_000);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        events(T);
        watermark(T + 3_000);
        assertThat(facts())
                .filteredOn(RegistrationSecond.class::isInstance)
                .extracting(Fact::revision)
                .containsExactly(0L, 1L, 3L);
    }

    @Test
    void theLastWatermarkFlushesWithoutATick() throws Exception {
        events(T);
        watermark(Long.MAX_VALUE);
        assertThat(facts()).anyMatch(RegistrationSecond.class::isInstance);
        assertThat(facts()).noneMatch(Tick.class::isInstance);
    }

    @Test
    void timersAndStateGoBackToZero() throws Exception {
        events(T);
        watermark(T + MINUTE);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        watermark(T + 6 * 60 * MINUTE);
        assertThat(harness.numEventTimeTimers())
                .as("known for an hour, and the day is over")
                .isZero();
        assertThat(keyedStateEntries()).isZero();
    }

    private static KeyedBroadcastOperatorTestHarness<String, MinutePartial, Gap, Fact> harness()
            throws Exception {
        KeyedBroadcastOperatorTestHarness<String, MinutePartial, Gap, Fact> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ServiceRatesFunction(
                                        Feed.SIGNUP,
                                        new RatesSettings(
                                                10 * MINUTE,
                                                3_600,
                                                List.of("UTC"),
                                                Long.MIN_VALUE,
                                                true,
                                                1)),
                                List.of(GapState.DESCRIPTOR)),
                        MinutePartial::service,
                        Types.STRING,
                        128,
                        1,
                        0);
        harness.setup(FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private void events(long... times) throws Exception {
        Bundle bundle = new Bundle(Feed.SIGNUP);
        for (long time : times) {
            bundle.add("telegram", "DE", "ios", time, 1, 1, 0);
        }
        List<MinutePartial> partials = new ArrayList<>();
        bundle.drain(partials::add);
        for (MinutePartial partial : partials) {
            harness.processElement(new StreamRecord<>(partial));
        }
    }

    private void watermark(long time) throws Exception {
        harness.processBroadcastWatermark(new Watermark(time));
        harness.processWatermark(time);
    }

    private int keyedStateEntries() {
        AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
        return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    private List<Fact> facts() {
        return harness.extractOutputValues();
    }

    private List<Instant> seconds() {
        return facts().stream()
                .filter(RegistrationSecond.class::isInstance)
                .map(fact -> ((RegistrationSecond) fact).time())
                .toList();
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
