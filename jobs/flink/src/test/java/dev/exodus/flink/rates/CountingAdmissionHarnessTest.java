package dev.exodus.flink.rates;

import static dev.exodus.flink.admission.Records.event;
import static dev.exodus.flink.admission.Records.heartbeat;
import static dev.exodus.flink.admission.Records.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.flink.admission.AdmissionOperator;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Feed;
import java.util.Arrays;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountingAdmissionHarnessTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final int MOST = 3;

    private OneInputStreamOperatorTestHarness<FeedRecord, MinutePartial> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new CountingAdmission(
                                Feed.SIGNUP, new AdmissionRule(10 * MINUTE, 5_000, 5_000), MOST));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void countsWhatIsAdmittedAheadOfTheWatermark() throws Exception {
        process(
                event(0, 0, T),
                heartbeat(0, 1, T + 1_000),
                rejected(0, 2, T),
                event(0, 3, T - 11 * MINUTE));
        assertThat(counted()).as("before the watermark").isZero();

        harness.processWatermark(T);
        assertThat(counted()).as("neither the late one nor the refused one").isEqualTo(1);
        assertThat(harness.getOutput()).last().isEqualTo(new Watermark(T));
        assertThat(harness.getSideOutput(AdmissionOperator.DEAD_LETTERS)).hasSize(2);
    }

    @Test
    void booksEveryRecordWithWhatBecameOfIt() throws Exception {
        process(
                event(0, 0, T),
                event(0, 1, T + 1_000),
                heartbeat(0, 2, T + 1_000),
                rejected(0, 3, T),
                event(0, 4, T - 11 * MINUTE));
        harness.processWatermark(T);

        assertThat(booked(Disposition.READ)).isEqualTo(5);
        assertThat(booked(Disposition.COUNTED)).isEqualTo(2);
        assertThat(booked(Disposition.HEARTBEAT)).isEqualTo(1);
        assertThat(booked(Disposition.LATE)).isEqualTo(1);
        assertThat(booked(Disposition.REJECTED)).isEqualTo(1);
    }

    @Test
    void aSnapshotFindsNothingToKeep() throws Exception {
        process(event(0, 0, T));
        harness.prepareSnapshotPreBarrier(1);

        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void passesCountsOnWhenThereAreMany() throws Exception {
        for (int i = 0; i < MOST; i++) {
            assertThat(counted()).isZero();
            process(event(0, i, T));
        }

        assertThat(counted()).isEqualTo(MOST);
    }

    private void process(FeedRecord... records) throws Exception {
        for (FeedRecord record : records) {
            harness.processElement(new StreamRecord<>(record, record.eventTime));
        }
    }

    private long counted() {
        return harness.getOutput().stream()
                .filter(StreamRecord.class::isInstance)
                .map(record -> (MinutePartial) ((StreamRecord<?>) record).getValue())
                .mapToLong(partial -> Arrays.stream(partial.cellEvents()).sum())
                .sum();
    }

    private long booked(Disposition disposition) {
        return harness.getSideOutput(AdmissionOperator.LEDGER).stream()
                .map(StreamRecord::getValue)
                .mapToLong((LedgerPartial partial) -> partial.counts()[disposition.ordinal()])
                .sum();
    }
}
