package dev.exodus.flink.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.Count;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Request;
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

class PersonHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE;
    private static final long LATENESS = 10 * MINUTE;

    private OperatorMetrics metrics;
    private KeyedOneInputStreamOperatorTestHarness<Long, PersonRequest, CohortChange> harness;

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
    void aSecondRequestIsARetryEvenAfterARestart() throws Exception {
        request(7, 1, T);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        request(7, 2, T + 2 * MINUTE);
        assertThat(changes()).singleElement().satisfies(c -> counts(c, Count.RETRY));
    }

    @Test
    void aRequestIsRememberedAsLongAsALateRetryCanComeAndThenIsGone() throws Exception {
        request(7, 1, T);
        harness.processWatermark(T + GAP + LATENESS - 1);
        request(7, 2, T + GAP - 1);
        assertThat(changes()).last().satisfies(c -> counts(c, Count.RETRY));
        harness.processWatermark(T + 2 * GAP + LATENESS - 1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void repeatedAndDisorderedRequestsAreCounted() throws Exception {
        request(7, 1, T);
        request(7, 1, T);
        request(7, 2, T - MINUTE);
        assertThat(metrics.count(FunnelMetrics.REPEATED)).isEqualTo(1);
        assertThat(metrics.count(FunnelMetrics.OUT_OF_ORDER)).isEqualTo(1);
    }

    @Test
    void moreRequestsThanAPersonCanMakeAreRefusedAndCounted() throws Exception {
        for (int i = 0; i < 70; i++) {
            request(7, i, T + i);
        }
        assertThat(metrics.count(FunnelMetrics.REFUSED)).isEqualTo(6);
    }

    @Test
    void aPersonTakesFewBytes() throws Exception {
        long empty = harness.snapshot(1, 1).getStateSize();
        for (int i = 0; i < 2_000; i++) {
            request(i, i, T);
        }
        assertThat((harness.snapshot(2, 2).getStateSize() - empty) / 2_000).isBetween(50L, 200L);
    }

    private static void counts(CohortChange change, Count count) {
        assertThat(change.counts()).isEqualTo(1 << count.ordinal());
    }

    private KeyedOneInputStreamOperatorTestHarness<Long, PersonRequest, CohortChange> harness()
            throws Exception {
        metrics = new OperatorMetrics();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new PersonFunction(new FunnelSettings(GAP, LATENESS, Long.MIN_VALUE, 1))),
                PersonRequest::person,
                Types.LONG,
                new MockEnvironmentBuilder().setMetricGroup(metrics).build());
    }

    private void request(long person, long attempt, long time) throws Exception {
        Request request = new Request(new Segment("telegram", "ES", "c"), time, 1);
        harness.processElement(
                new StreamRecord<>(new PersonRequest(person, attempt, true, request), time));
    }

    private List<CohortChange> changes() {
        return harness.extractOutputValues();
    }
}
