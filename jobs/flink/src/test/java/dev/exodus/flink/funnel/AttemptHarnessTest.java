package dev.exodus.flink.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.Count;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Segment;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE;
    private static final long LATENESS = 10 * MINUTE;
    private static final FunnelSettings SETTINGS =
            new FunnelSettings(GAP, LATENESS, Long.MIN_VALUE, 1);

    private OperatorMetrics metrics;
    private KeyedOneInputStreamOperatorTestHarness<Long, FunnelEvent, CohortChange> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anAttemptWithoutAnOutcomeExpiresByItsTimer() throws Exception {
        event(1, Count.REQUESTED, T);
        event(1, Count.DELIVERED, T + 5_000);
        harness.processWatermark(T + GAP + LATENESS - 1);
        assertThat(changes()).hasSize(2);
        harness.processWatermark(T + GAP + LATENESS);
        assertThat(changes().get(2).counts()).isEqualTo(1 << Count.EXPIRED.ordinal());
        assertThat(metrics.count(FunnelMetrics.EXPIRED)).isEqualTo(1);
        assertThat(metrics.count(FunnelMetrics.CONCLUDED)).isEqualTo(1);
    }

    @Test
    void repeatedEventsAreCountedAndChangeNothing() throws Exception {
        event(1, Count.REQUESTED, T);
        event(1, Count.REQUESTED, T);
        event(1, Count.SENT, T + 1_000);
        event(1, Count.SENT, T + 1_000);
        assertThat(changes()).hasSize(2);
        assertThat(metrics.count(FunnelMetrics.REPEATED)).isEqualTo(2);
    }

    @Test
    void stepsOutOfOrderAreCountedAndLoseNothing() throws Exception {
        event(1, Count.DELIVERED, T + 5_000);
        event(1, Count.SENT, T + 1_000);
        event(1, Count.REQUESTED, T);
        assertThat(metrics.count(FunnelMetrics.OUT_OF_ORDER)).isEqualTo(2);
        assertThat(changes()).hasSize(1);
        assertThat(changes().get(0).counts()).isEqualTo(0b111);
        assertThat(changes().get(0).deliverMs()).isEqualTo(5_000);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void missingStepsAndOrphansAreCounted() throws Exception {
        event(1, Count.REQUESTED, T);
        event(1, Count.VERIFIED, T + 20_000);
        event(2, Count.SENT, T);
        harness.processWatermark(T + GAP + LATENESS);
        assertThat(metrics.count(FunnelMetrics.MISSING_STEPS)).isEqualTo(2);
        assertThat(metrics.count(FunnelMetrics.ORPHANS)).isEqualTo(1);
        assertThat(metrics.count(FunnelMetrics.EXPIRED)).isZero();
    }

    @Test
    void moreThanAnAttemptCanHaveIsRefusedAndCounted() throws Exception {
        for (int i = 0; i < 20; i++) {
            event(1, Count.SENT, T + i);
        }
        assertThat(metrics.count(FunnelMetrics.REFUSED)).isEqualTo(4);
    }

    @Test
    void aRestartInTheMiddleChangesNothing() throws Exception {
        event(1, Count.REQUESTED, T);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        event(1, Count.REQUESTED, T);
        event(1, Count.VERIFIED, T + 9_000);
        assertThat(changes()).hasSize(1);
        assertThat(changes().get(0).verifyMs()).isEqualTo(9_000);
    }

    @Test
    void anOpenAttemptTakesAtMost400BytesAndAConcludedOneNone() throws Exception {
        long empty = harness.snapshot(1, 1).getStateSize();
        int attempts = 2_000;
        for (int i = 0; i < attempts; i++) {
            event(i, Count.REQUESTED, T + i);
            for (Count step : List.of(Count.SENT, Count.DELIVERED, Count.EXPIRED)) {
                event(i, step, T + i + step.ordinal());
            }
        }
        assertThat(harness.numKeyedStateEntries()).isEqualTo(attempts);
        long each = (harness.snapshot(2, 2).getStateSize() - empty) / attempts;
        assertThat(each).as("bytes of an open attempt, timer included").isBetween(50L, 400L);
        harness.processWatermark(T + attempts + GAP + LATENESS);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private KeyedOneInputStreamOperatorTestHarness<Long, FunnelEvent, CohortChange> harness()
            throws Exception {
        metrics = new OperatorMetrics();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AttemptFunction(SETTINGS)),
                event -> event.attempt,
                Types.LONG,
                new MockEnvironmentBuilder().setMetricGroup(metrics).build());
    }

    private void event(long attempt, Count status, long time) throws Exception {
        FunnelEvent event = new FunnelEvent();
        event.attempt = attempt;
        event.status = status.ordinal();
        event.time = time;
        if (event.isRequest()) {
            event.segment = new Segment("telegram", "ES", "ES-mobile-1");
            event.weight = 1;
        }
        harness.processElement(new StreamRecord<>(event, time));
    }

    private List<CohortChange> changes() {
        return harness.extractOutputValues();
    }
}
