package dev.exodus.flink.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.migration.Activity;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class PeopleOperatorsHarnessTest {
    private static final long MINUTE = 60_000;

    private static <I> OneInputStreamOperatorTestHarness<I, MigrationInput> open(
            OneInputStreamOperatorTestHarness<I, MigrationInput> harness) throws Exception {
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(
                MigrationInputSerializer.typeInformation()
                        .createSerializer(new SerializerConfigImpl()));
        harness.open();
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<PersonSeen, MigrationInput> bundle(int most)
            throws Exception {
        return open(new OneInputStreamOperatorTestHarness<>(new PeopleBundleOperator(most)));
    }

    private static StreamRecord<PersonSeen> seen(long person, long time, Activity activity) {
        PersonSeen seen = new PersonSeen();
        seen.service = "viber";
        seen.country = "DE";
        seen.activity = activity;
        seen.person = person;
        seen.time = time;
        seen.weight = 5;
        return new StreamRecord<>(seen);
    }

    @Test
    void aBundleIsHandedOverBeforeTheWatermarkOfAFullMinute() throws Exception {
        try (var harness = bundle(1000)) {
            harness.processElement(seen(1, 3 * MINUTE + 10, Activity.FAILED));
            harness.processWatermark(3 * MINUTE - 1);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.processElement(seen(2, 3 * MINUTE + 10, Activity.FAILED));
            harness.processElement(seen(3, 3 * MINUTE + 10, null));
            harness.processWatermark(4 * MINUTE - 2);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.processWatermark(4 * MINUTE - 1);

            assertThat(harness.extractOutputValues()).hasSize(2);
            Object[] output = harness.getOutput().toArray();
            assertThat(output[output.length - 1]).isEqualTo(new Watermark(4 * MINUTE - 1));
        }
    }

    @Test
    void aBundleIsHandedOverBeforeACheckpointOnSizeAndAtTheEnd() throws Exception {
        try (var harness = bundle(2)) {
            harness.processElement(seen(1, 10, Activity.FAILED));
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.processElement(seen(1, 10, Activity.FAILED));
            harness.processElement(seen(2, 10, Activity.CONNECTED));
            assertThat(harness.extractOutputValues()).hasSize(2);
            harness.processElement(seen(3, 10, Activity.REGISTERED));
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues()).hasSize(3);
        }
    }

    @Test
    void peoplesClockIsToldOnceAMinuteAndNotAtTheEndOfTime() throws Exception {
        try (var harness =
                open(new OneInputStreamOperatorTestHarness<>(new PeopleClockOperator()))) {
            harness.processWatermark(3 * MINUTE - 2);
            harness.processWatermark(3 * MINUTE - 1);
            harness.processWatermark(3 * MINUTE + 7);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues())
                    .extracting(MigrationInput::peopleThrough)
                    .containsExactly(2L, 3L);
        }
    }
}
