package dev.exodus.flink.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.funnel.Attempt;
import dev.exodus.core.funnel.CohortBundle;
import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.core.funnel.Count;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Request;
import dev.exodus.core.funnel.Segment;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.SmsFunnel;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CohortHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE;
    private static final long LATENESS = 10 * MINUTE;
    private static final FunnelSettings SETTINGS =
            new FunnelSettings(GAP, LATENESS, Long.MIN_VALUE, 1);

    private KeyedOneInputStreamOperatorTestHarness<Tuple2<String, Long>, CohortMinute, Fact>
            harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new CohortFunction(SETTINGS)),
                        part -> Tuple2.of(part.service(), part.minute()),
                        Types.TUPLE(Types.STRING, Types.LONG));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aMinuteIsEmittedWhenItIsOverAndLaterOnlyIfItHasChanged() throws Exception {
        codes(T, 3);
        harness.processWatermark(T + MINUTE - 1);
        assertThat(rows()).isEmpty();
        harness.processWatermark(T + MINUTE);
        assertThat(rows()).as("all and ES").hasSize(2).allMatch(row -> row.requested() == 3);
        harness.processWatermark(T + 3 * MINUTE);
        assertThat(rows()).as("nothing has changed").hasSize(2);
        codes(T, 1);
        harness.processWatermark(T + 11 * MINUTE);
        assertThat(rows()).as("all, ES and its carrier").hasSize(5);
        assertThat(rows().subList(2, 5)).allMatch(row -> row.requested() == 4 && !row.settled());
    }

    @Test
    void aSettledMinuteLeavesNoState() throws Exception {
        codes(T, 3);
        harness.processWatermark(T + MINUTE + GAP + LATENESS - 1);
        assertThat(rows()).noneMatch(SmsFunnel::settled);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        harness.processWatermark(T + MINUTE + GAP + LATENESS);
        assertThat(rows().stream().filter(SmsFunnel::settled)).hasSize(3);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void codes(long time, int number) throws Exception {
        CohortBundle bundle = new CohortBundle();
        Request request = new Request(new Segment("telegram", "ES", "ES-mobile-1"), time, 1);
        for (int i = 0; i < number; i++) {
            Attempt attempt = new Attempt();
            attempt.request(request, GAP, bundle::add);
            attempt.step(Count.DELIVERED.ordinal(), time + 4_000, GAP, bundle::add);
        }
        List<CohortMinute> parts = new ArrayList<>();
        bundle.drain(parts::add);
        for (CohortMinute part : parts) {
            harness.processElement(new StreamRecord<>(part));
        }
    }

    private List<SmsFunnel> rows() {
        return harness.extractOutputValues().stream().map(SmsFunnel.class::cast).toList();
    }
}
