package dev.exodus.flink.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.core.migration.PeopleHour;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.IncidentPeople;
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

    private KeyedOneInputStreamOperatorTestHarness<Integer, MigrationInput, Fact> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(OutageElsewhere.learnt(folder));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, MigrationInput, Fact> harness(
            LearntFile<LearntRegistrations> learnt) throws Exception {
        return harness(learnt, false);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, MigrationInput, Fact> harness(
            LearntFile<LearntRegistrations> learnt, boolean shared) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new MigrationFunction(
                                        new MigrationSettings(10, 40, "1", 1, shared), learnt)),
                        fact -> 0,
                        Types.INT);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private void send(List<Fact> facts) throws Exception {
        for (Fact fact : facts) {
            harness.processElement(new StreamRecord<>(MigrationInput.of(fact)));
        }
    }

    private void sendInput(List<MigrationInput> inputs) throws Exception {
        for (MigrationInput input : inputs) {
            harness.processElement(new StreamRecord<>(input));
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

    /** Two countries, 60 minutes an hour; a day more is kept than the outage lasts. */
    @Test
    void codesAreToldFromStateThatIsBoundedAndARestartInBetweenChangesNothing() throws Exception {
        send(OutageElsewhere.registrations(0, OutageElsewhere.UP));
        long empty = harness.snapshot(1, 1).getStateSize();
        send(CodesElsewhere.codes(0, OutageElsewhere.UP));
        send(List.of(OutageElsewhere.settled()));
        OperatorSubtaskState snapshot = harness.snapshot(2, 2);
        assertThat(snapshot.getStateSize() - empty).isLessThan(2 * 3 * 1_500 + 3_000);
        assertThat(last("*").requested())
                .isEqualTo(CodesElsewhere.REQUESTED * (OutageElsewhere.UP - OutageElsewhere.DOWN));

        harness.close();
        harness = harness(null);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.initializeState(snapshot);
        harness.open();
        int settled = OutageElsewhere.UP + 1440 + 40;
        send(OutageElsewhere.registrations(OutageElsewhere.UP, settled));
        send(CodesElsewhere.codes(OutageElsewhere.UP, settled));
        Migration row = last("DE");
        assertThat(row.settled()).isTrue();
        assertThat(row.computedThrough())
                .isEqualTo(OutageElsewhere.time(OutageElsewhere.DAY + settled));
        assertThat(row.requested())
                .isEqualTo(
                        CodesElsewhere.REQUESTED
                                * (OutageElsewhere.UP + 1440 - OutageElsewhere.DOWN));
        assertThat(row.waitP95Ms()).isEqualTo(9_000);
        assertThat(row.worstBacklog()).isEqualTo(OutageElsewhere.UP - OutageElsewhere.DOWN);
    }

    private void openWithPeople() throws Exception {
        harness.close();
        harness = harness(OutageElsewhere.learnt(folder), true);
        harness.open();
    }

    private Migration last(String country) {
        return harness.extractOutputValues().stream()
                .filter(Migration.class::isInstance)
                .map(Migration.class::cast)
                .filter(row -> row.country().equals(country))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void nothingIsToldBeforePeopleAreKnownAsFarAsRegistrations() throws Exception {
        openWithPeople();
        send(OutageElsewhere.registrations(0, OutageElsewhere.DOWN + 20));
        send(List.of(OutageElsewhere.open()));
        assertThat(told()).isEmpty();
        sendInput(PeopleElsewhere.people());
        assertThat(told()).isEmpty();
        sendInput(List.of(PeopleElsewhere.through(OutageElsewhere.DOWN + 15)));

        assertThat(last("*").computedThrough())
                .isEqualTo(OutageElsewhere.time(OutageElsewhere.DAY + OutageElsewhere.DOWN + 15));
    }

    @Test
    void peopleAreToldAsTheyFallDueAndARestartInBetweenChangesNothing() throws Exception {
        openWithPeople();
        send(OutageElsewhere.registrations(0, OutageElsewhere.SETTLED));
        send(List.of(OutageElsewhere.settled()));
        sendInput(PeopleElsewhere.people());
        sendInput(List.of(PeopleElsewhere.through(OutageElsewhere.SETTLED)));
        Migration settled = last("DE");
        assertThat(settled.settled()).isTrue();
        assertThat(settled.migrated()).isEqualTo(PeopleElsewhere.MIGRATED);
        assertThat(settled.retainedDay1()).isEqualTo(.5);
        assertThat(settled.retainedDay7()).isNull();
        assertThat(affected())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.peopleAffected()).isEqualTo(1000))
                .allSatisfy(row -> assertThat(row.settled()).isTrue());

        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(null, true);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.initializeState(snapshot);
        harness.open();
        int week = OutageElsewhere.SETTLED + 6 * 1440;
        for (int minute = OutageElsewhere.SETTLED; minute <= week; minute += 60) {
            send(List.of(OutageElsewhere.tick(Math.min(minute, week))));
            sendInput(List.of(PeopleElsewhere.through(Math.min(minute, week))));
        }
        send(List.of(OutageElsewhere.tick(week)));
        sendInput(List.of(PeopleElsewhere.through(week)));
        assertThat(last("DE").migrated()).isEqualTo(PeopleElsewhere.MIGRATED);
        assertThat(last("DE").retainedDay1()).isEqualTo(.5);
        assertThat(last("DE").retainedDay7()).isEqualTo(.25);
        assertThat(last("DE").retainedDay28()).isNull();
        assertThat(affected()).as("told again").isEmpty();
    }

    private List<IncidentPeople> affected() {
        return harness.extractOutputValues().stream()
                .filter(IncidentPeople.class::isInstance)
                .map(IncidentPeople.class::cast)
                .toList();
    }

    /** An hour, service and country is at most {@link PeopleHour#MOST_BYTES}, and hours go. */
    @Test
    void peopleInStateAreBounded() throws Exception {
        openWithPeople();
        send(OutageElsewhere.registrations(0, 1));
        long empty = harness.snapshot(1, 1).getStateSize();
        for (int hour = 0; hour < 3; hour++) {
            sendInput(PeopleElsewhere.crowd(hour, 60_000));
        }
        long full = harness.snapshot(2, 2).getStateSize() - empty;
        assertThat(full).isBetween(3 * 100_000L, 3L * (PeopleHour.MOST_BYTES + 100));

        int later = 81 * 60;
        send(List.of(OutageElsewhere.tick(later)));
        sendInput(List.of(PeopleElsewhere.through(later)));
        assertThat(harness.snapshot(3, 3).getStateSize() - empty).isLessThan(1_000);
    }
}
