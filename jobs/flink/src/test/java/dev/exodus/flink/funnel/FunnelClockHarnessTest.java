package dev.exodus.flink.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunnelClockHarnessTest {
    private static final long MINUTE = 60_000;

    private KeyedOneInputStreamOperatorTestHarness<String, Fact, Fact> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Fact, Fact> harness()
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new FunnelClockFunction(1)),
                        Fact::partitionKey,
                        Types.STRING);
        harness.setup(FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private static Fact row(String service, long minute) {
        return new SmsFunnel(
                service,
                "*",
                "*",
                Instant.ofEpochSecond(60 * minute),
                1,
                1,
                1,
                1,
                0,
                0,
                1,
                0,
                null,
                null,
                null,
                null,
                false,
                1,
                1);
    }

    private static Fact tick(String service, long minute) {
        return new Tick(Tick.FUNNEL, service, Instant.ofEpochSecond(60 * minute), 1, 60 * minute);
    }

    @Test
    void aTickFollowsTheRowsOfEachMinuteAndGoesOnWhereNobodyAsksForACode() throws Exception {
        harness.processElement(row("a", 7), 0);
        harness.processWatermark(8 * MINUTE - 1);
        harness.processWatermark(8 * MINUTE + 30_000);
        harness.processWatermark(9 * MINUTE - 1);
        harness.processWatermark(250 * MINUTE);

        assertThat(harness.extractOutputValues())
                .isEqualTo(List.of(row("a", 7), tick("a", 8), tick("a", 9), tick("a", 250)));
    }

    @Test
    void eachServiceHasItsOwn() throws Exception {
        harness.processElement(row("a", 7), 0);
        harness.processElement(row("b", 7), 0);
        harness.processElement(row("a", 7), 0);
        harness.processWatermark(8 * MINUTE);
        assertThat(harness.extractOutputValues()).hasSize(5).contains(tick("a", 8), tick("b", 8));
        assertThat(harness.numEventTimeTimers()).isEqualTo(2);
    }

    @Test
    void theEndOfABoundedInputIsNoTime() throws Exception {
        harness.processElement(row("a", 7), 0);
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(harness.extractOutputValues()).isEqualTo(List.of(row("a", 7)));
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aRestartTellsNoTickTwice() throws Exception {
        harness.processElement(row("a", 7), 0);
        harness.processWatermark(8 * MINUTE);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.processElement(row("a", 7), 0);
        harness.processWatermark(8 * MINUTE + 5);
        harness.processWatermark(9 * MINUTE);
        assertThat(harness.extractOutputValues()).isEqualTo(List.of(row("a", 7), tick("a", 9)));
    }
}
