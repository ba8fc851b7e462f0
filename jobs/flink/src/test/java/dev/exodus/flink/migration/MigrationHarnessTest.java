package dev.exodus.flink.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Migration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationHarnessTest {
    @TempDir Path folder;

    private KeyedOneInputStreamOperatorTestHarness<Integer, Fact, Fact> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(OutageElsewhere.learnt(folder));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Fact, Fact> harness(
            LearntFile<LearntRegistrations> learnt) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new MigrationFunction(new MigrationSettings(10, "1", 1), learnt)),
                        fact -> 0,
                        Types.INT);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private void send(List<Fact> facts) throws Exception {
        for (Fact fact : facts) {
            harness.processElement(new StreamRecord<>(fact));
        }
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(fact -> new String(FactJson.encode(fact), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Fact> settled() {
        var settled = harness.getSideOutput(MigrationFunction.SETTLED);
        return settled == null ? List.of() : settled.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void settledRowsAreToldOnceMore() throws Exception {
        send(OutageElsewhere.registrations(0, OutageElsewhere.UP + 30));
        send(List.of(OutageElsewhere.open(), OutageElsewhere.settled()));
        send(OutageElsewhere.registrations(OutageElsewhere.UP + 30, OutageElsewhere.SETTLED - 1));
        assertThat(settled()).isEmpty();
        send(OutageElsewhere.registrations(OutageElsewhere.SETTLED - 1, OutageElsewhere.SETTLED));

        assertThat(settled())
                .filteredOn(Migration.class::isInstance)
                .hasSize(2)
                .allSatisfy(row -> assertThat(((Migration) row).settled()).isTrue())
                .allSatisfy(row -> assertThat(harness.extractOutputValues()).contains(row));
        assertThat(settled()).hasSize(2 + 2 * (OutageElsewhere.SETTLED - 10 - 120));
    }

    @Test
    void needsNoTimerAndNoWatermark() throws Exception {
        send(List.of(OutageElsewhere.open()));
        send(OutageElsewhere.registrations(0, OutageElsewhere.DOWN + 20));

        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(told()).isNotEmpty();
    }

    @Test
    void aRestartInsideTheOutageChangesNothingAndNeedsNoFile() throws Exception {
        List<Fact> before = OutageElsewhere.registrations(0, OutageElsewhere.DOWN + 30);
        List<Fact> after =
                OutageElsewhere.registrations(OutageElsewhere.DOWN + 30, OutageElsewhere.UP);
        send(before);
        send(List.of(OutageElsewhere.open()));
        send(after);
        List<String> expected = told();
        harness.close();

        harness = harness(OutageElsewhere.learnt(folder));
        harness.open();
        send(before);
        send(List.of(OutageElsewhere.open()));
        List<String> told = new ArrayList<>(told());
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        Files.delete(folder.resolve("registrations"));
        harness = harness(null);
        harness.initializeState(snapshot);
        harness.open();
        send(after);
        told.addAll(told());

        assertThat(told).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void rocksDbKeepsTheSameState() throws Exception {
        List<Fact> story = new ArrayList<>();
        story.add(OutageElsewhere.open());
        story.addAll(OutageElsewhere.registrations(0, OutageElsewhere.DOWN + 20));
        send(story);
        List<String> expected = told();
        harness.close();

        harness = harness(OutageElsewhere.learnt(folder));
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.open();
        send(story);
        assertThat(told()).isEqualTo(expected).isNotEmpty();
    }

    /** 32 days, 2 countries: what is sealed takes two bytes a minute, open days some more. */
    @Test
    void stateIsBounded() throws Exception {
        send(OutageElsewhere.registrations(0, OutageElsewhere.DOWN));
        send(List.of(OutageElsewhere.open()));
        send(OutageElsewhere.registrations(OutageElsewhere.DOWN, OutageElsewhere.UP));

        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        long days = 33 * 2;
        assertThat(snapshot.getStateSize()).isLessThan(days * 3_000 + 4 * 16_000 + 20_000);
    }

    @Test
    void whatIsReadAgainChangesNothing() throws Exception {
        send(List.of(OutageElsewhere.open()));
        send(OutageElsewhere.registrations(0, OutageElsewhere.DOWN + 20));
        List<String> once = told();
        send(OutageElsewhere.registrations(OutageElsewhere.DOWN + 10, OutageElsewhere.DOWN + 20));
        send(List.of(OutageElsewhere.open()));

        assertThat(told()).isEqualTo(once);
    }
}
