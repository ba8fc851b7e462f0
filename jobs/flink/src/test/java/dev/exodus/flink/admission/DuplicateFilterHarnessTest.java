package dev.exodus.flink.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.ledger.Disposition;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DuplicateFilterHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;

    private KeyedOneInputStreamOperatorTestHarness<Integer, Admitted, Admitted> harness;

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
    void dropsAndBooksASecondEventWithOneId() throws Exception {
        process(17, T);
        process(17, T);
        process(18, T);
        assertThat(harness.extractOutputStreamRecords()).hasSize(2);
        assertThat(harness.getSideOutput(DuplicateFilter.LEDGER))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.getValue().minute()).isEqualTo(T / MINUTE);
                            assertThat(record.getValue().counts()[Disposition.DUPLICATE.ordinal()])
                                    .isEqualTo(1);
                        });
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        process(17, T);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        process(17, T);
        assertThat(harness.extractOutputStreamRecords()).isEmpty();
    }

    @Test
    void aDuplicateInAnySecondOfTheLatenessIsFoundAndThenStateIsGone() throws Exception {
        process(17, T);
        process(-5, T + 59_999);
        harness.processWatermark(T + MINUTE + 10 * MINUTE - 1);
        process(17, T);
        assertThat(harness.extractOutputStreamRecords()).hasSize(2);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        harness.processWatermark(T + MINUTE + 10 * MINUTE);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Admitted, Admitted> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DuplicateFilter(10 * MINUTE)),
                new DuplicateFilter.Shard(),
                Types.INT);
    }

    private void process(long eventId, long eventTime) throws Exception {
        Admitted event = new Admitted();
        event.eventId = eventId;
        event.eventTime = eventTime;
        event.service = "telegram";
        event.country = "DE";
        event.weight = 1;
        harness.processElement(new StreamRecord<>(event, eventTime));
    }
}
