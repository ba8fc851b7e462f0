package dev.exodus.flink.admission;

import static dev.exodus.flink.admission.Records.event;
import static dev.exodus.flink.admission.Records.heartbeat;
import static dev.exodus.flink.admission.Records.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.admission.Gap;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.events.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;

    private OneInputStreamOperatorTestHarness<FeedRecord, Admitted> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(1, 0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void lateIsDecidedByThePartitionsOwnClock() throws Exception {
        process(event(0, 0, T), event(1, 0, T - 20 * MINUTE));
        assertThat(admitted()).as("the other partition is behind, not late").isEqualTo(2);
        process(event(0, 1, T - 10 * MINUTE - 5_000));
        assertThat(admitted()).as("just within").isEqualTo(3);
        process(event(0, 2, T - 10 * MINUTE - 5_001));
        assertThat(admitted()).as("just beyond").isEqualTo(3);
        assertThat(side(AdmissionOperator.DEAD_LETTERS))
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason()).isEqualTo("late");
                            assertThat(letter.offset()).isEqualTo(2);
                            assertThat(letter.topic()).isEqualTo("events.signup");
                            assertThat(letter.time()).isEqualTo(T);
                            assertThat(letter.payload()).doesNotContain("4915112345678");
                        });
    }

    @Test
    void aRefusedRecordMovesNoClock() throws Exception {
        process(event(0, 0, T), rejected(0, 1, T + 60 * MINUTE), event(0, 2, T - 9 * MINUTE));
        assertThat(admitted()).isEqualTo(2);
        assertThat(side(AdmissionOperator.DEAD_LETTERS))
                .extracting(DeadLetter::reason, DeadLetter::time)
                .containsExactly(tuple("not_json", T));
    }

    @Test
    void aJumpOfTheClockIsAGapAheadOfTheWatermark() throws Exception {
        process(heartbeat(0, 0, T), heartbeat(0, 1, T + 30_000));
        assertThat(side(AdmissionOperator.GAPS))
                .containsExactly(Gap.before(T / 1000), new Gap(T / 1000 + 1, T / 1000 + 30));
    }

    /** A partition is found some seconds after it was added, when the rows of these are out. */
    @Test
    void anOldEventAtTheStartOfAnAddedPartitionOpensNoGap() throws Exception {
        process(heartbeat(0, 0, T), heartbeat(0, 1, T + 1_000));
        harness.processWatermark(T);
        process(event(2, 0, T - MINUTE), heartbeat(2, 1, T + 1_000));
        assertThat(admitted()).isEqualTo(1);
        assertThat(side(AdmissionOperator.GAPS))
                .as("each tells from where on it speaks; the shortest counts")
                .containsExactly(Gap.before(T / 1000), Gap.before(T / 1000 + 1));
        process(heartbeat(2, 2, T + 8_000));
        assertThat(side(AdmissionOperator.GAPS)).contains(new Gap(T / 1000 + 2, T / 1000 + 8));
    }

    @Test
    void anEventOfAnAddedPartitionWhoseRowsAreClosedIsLate() throws Exception {
        process(heartbeat(0, 0, T));
        harness.processWatermark(T - 5_001);
        process(event(2, 0, T - 10 * MINUTE - 5_001), event(2, 1, T - 10 * MINUTE - 5_002));
        assertThat(admitted()).isEqualTo(1);
        assertThat(side(AdmissionOperator.DEAD_LETTERS))
                .as("booked where its clock is, as in any run")
                .extracting(DeadLetter::reason, DeadLetter::offset, DeadLetter::time)
                .containsExactly(tuple("late", 1L, T - 10 * MINUTE - 5_001));
    }

    @Test
    void whereTheMinuteOfItsClockIsClosedTooAnEventIsBookedWhereTheWatermarkIs() throws Exception {
        process(heartbeat(0, 0, T));
        harness.processWatermark(T - 5_001);
        process(event(2, 0, T - 20 * MINUTE), rejected(2, 1, T));
        assertThat(side(AdmissionOperator.DEAD_LETTERS))
                .extracting(DeadLetter::reason, DeadLetter::time)
                .containsExactly(tuple("late", T - 5_001), tuple("not_json", T - 5_001));
    }

    @Test
    void booksEveryRecordReadBeforeTheWatermark() throws Exception {
        process(
                event(0, 0, T),
                heartbeat(0, 1, T + 1_000),
                rejected(0, 2, T),
                event(0, 3, T - 11 * MINUTE));
        assertThat(side(AdmissionOperator.LEDGER)).isEmpty();
        harness.processWatermark(T);
        assertThat(side(AdmissionOperator.LEDGER))
                .as("late and rejected stand where the clock stood")
                .singleElement()
                .satisfies(
                        partial -> {
                            assertThat(partial.minute()).isEqualTo(T / MINUTE);
                            assertThat(count(partial, Disposition.READ)).isEqualTo(4);
                            assertThat(count(partial, Disposition.HEARTBEAT)).isEqualTo(1);
                            assertThat(count(partial, Disposition.LATE)).isEqualTo(1);
                            assertThat(count(partial, Disposition.REJECTED)).isEqualTo(1);
                            assertThat(count(partial, Disposition.COUNTED)).isZero();
                        });
    }

    @Test
    void aRestartForgetsNeitherClockNorOffset() throws Exception {
        process(event(0, 0, T), event(0, 1, T - 1_000));
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        assertThat(side(AdmissionOperator.LEDGER)).as("flushed before the barrier").hasSize(2);
        harness.close();

        harness = harness(1, 0);
        harness.initializeState(snapshot);
        harness.open();
        process(event(0, 1, T), event(0, 2, T - 11 * MINUTE), event(0, 3, T));
        assertThat(admitted()).as("re-read and late ones aside").isEqualTo(1);
        assertThat(side(AdmissionOperator.DEAD_LETTERS)).hasSize(1);
    }

    @Test
    void aRestartDoesNotForgetThatAPartitionSpeaks() throws Exception {
        process(heartbeat(0, 0, T), event(1, 0, T));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness(1, 0);
        harness.initializeState(snapshot);
        harness.open();
        process(event(0, 1, T + 30_000), event(1, 1, T + 60_000));
        assertThat(side(AdmissionOperator.GAPS))
                .containsExactly(new Gap(T / 1000 + 1, T / 1000 + 30));
    }

    @Test
    void aRescaleBringsEveryPartitionToWhereverItIsReadNow() throws Exception {
        process(event(0, 0, T), event(1, 0, T + MINUTE));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        for (int subtask = 0; subtask < 2; subtask++) {
            harness = harness(2, subtask);
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            snapshot, 128, 1, 2, subtask));
            harness.open();
            process(event(subtask, 1, T - 11 * MINUTE));
            assertThat(admitted()).isZero();
            harness.close();
        }
        harness = harness(1, 0);
        harness.open();
    }

    private static OneInputStreamOperatorTestHarness<FeedRecord, Admitted> harness(
            int parallelism, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new EventAdmission<>(
                        Feed.SIGNUP,
                        new AdmissionRule(10 * MINUTE, 5_000, 5_000),
                        new Admitted.Form()),
                128,
                parallelism,
                subtask);
    }

    private void process(FeedRecord... records) throws Exception {
        for (FeedRecord record : records) {
            harness.processElement(new StreamRecord<>(record, record.eventTime));
        }
    }

    private long admitted() {
        return harness.getOutput().stream().filter(StreamRecord.class::isInstance).count();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        Queue<StreamRecord<T>> queue = harness.getSideOutput(tag);
        List<T> values = new ArrayList<>();
        if (queue != null) {
            queue.forEach(record -> values.add(record.getValue()));
        }
        return values;
    }

    private static long count(LedgerPartial partial, Disposition disposition) {
        return partial.counts()[disposition.ordinal()];
    }
}
