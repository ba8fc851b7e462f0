package dev.exodus.flink.outages;

import static dev.exodus.flink.outages.OutageStory.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Incident;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceOutagesHarnessTest {
    private static final int END = 640;

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
        return harness(null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Fact, Fact> harness(
            String warmStart) throws Exception {
        Configuration options = new Configuration();
        if (warmStart != null) {
            options.set(OutagesOptions.WARM_START, warmStart);
        }
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new ServiceOutagesFunction(
                                        ServiceSettings.of(OutageStory.SETTINGS),
                                        OutagesOptions.warmStart(options))),
                        Fact::partitionKey,
                        Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private void send(List<Fact> facts) throws Exception {
        for (Fact fact : facts) {
            harness.processElement(new StreamRecord<>(fact));
        }
    }

    private List<String> json() {
        return harness.extractOutputValues().stream()
                .map(fact -> new String(FactJson.encode(fact), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Incident> incidents() {
        return harness.extractOutputValues().stream()
                .filter(Incident.class::isInstance)
                .map(Incident.class::cast)
                .toList();
    }

    @Test
    void silenceIsAnOutageFromItsFirstMinuteToItsLast() throws Exception {
        send(OutageStory.of("line", 0, END));

        Incident last = incidents().get(incidents().size() - 1);
        assertThat(incidents()).extracting(Incident::incidentId).containsOnly(last.incidentId());
        assertThat(incidents().get(0).createdAt()).isBeforeOrEqualTo(time(OutageStory.DOWN + 2));
        assertThat(last.kind()).isEqualTo("outage");
        assertThat(last.startedAt()).isEqualTo(time(OutageStory.DOWN));
        assertThat(last.endedAt()).isEqualTo(time(OutageStory.UP));
        assertThat(last.settled()).isTrue();
    }

    @Test
    void needsNoTimerAndNoWatermark() throws Exception {
        send(OutageStory.of("line", 0, OutageStory.UP));

        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(incidents()).isNotEmpty();
    }

    @Test
    void aRestartInsideTheEpisodeChangesNothing() throws Exception {
        List<Fact> story = OutageStory.of("line", 0, END);
        int middle = 3 * (OutageStory.DOWN + 10);
        send(story);
        List<String> expected = json();
        harness.close();

        harness = harness();
        harness.open();
        send(story.subList(0, middle));
        List<String> told = new ArrayList<>(json());
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        send(story.subList(middle, story.size()));
        told.addAll(json());

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void whatIsReadAgainAfterARestartChangesNothing() throws Exception {
        send(OutageStory.of("line", 0, END));
        List<String> once = json();
        send(OutageStory.of("line", END - 5, END));

        assertThat(json()).isEqualTo(once);
    }

    @Test
    void aCorrectionTakesTheOutageBack() throws Exception {
        send(OutageStory.of("line", 0, OutageStory.DOWN + 3));
        for (int minute = OutageStory.DOWN; minute < OutageStory.DOWN + 3; minute++) {
            send(List.of(OutageStory.row("line", "*", minute, 400)));
            send(List.of(OutageStory.row("line", "BR", minute, 200)));
        }
        send(List.of(OutageStory.tick("line", OutageStory.DOWN + 4)));

        Incident last = incidents().get(incidents().size() - 1);
        assertThat(last.parts()).isEqualTo("[]");
        assertThat(last.revision()).isGreaterThan(1);
    }

    @Test
    void minutesWithoutRowsAreNoOutage() throws Exception {
        send(OutageStory.of("line", 0, OutageStory.DOWN));
        send(List.of(OutageStory.tick("line", OutageStory.UP)));
        send(OutageStory.of("line", OutageStory.UP, END));

        assertThat(incidents()).isEmpty();
    }

    @Test
    void aServiceDoesNotDependOnAnother() throws Exception {
        send(OutageStory.of("line", 0, END));
        List<String> alone = json();
        List<Fact> line = OutageStory.of("line", 0, END);
        List<Fact> viber = OutageStory.of("viber", 0, END);
        harness.close();
        harness = harness();
        harness.open();
        for (int i = 0; i < line.size(); i++) {
            send(List.of(viber.get(i), line.get(i)));
        }

        assertThat(json().stream().filter(fact -> fact.contains("\"line\"")).toList())
                .isEqualTo(alone);
    }

    /** Ten minutes after the start the service falls silent. */
    @Test
    void withAWarmStartNothingNeedsToBeLearntFirst(@TempDir Path folder) throws Exception {
        int start = OutageStory.DOWN - 10;
        send(OutageStory.of("line", start, OutageStory.UP));
        assertThat(incidents()).isEmpty();
        harness.close();

        ServiceOutages outages = new ServiceOutages(OutageStory.SETTINGS);
        ServiceWatch learnt = new ServiceWatch();
        OutageStory.told(outages, learnt, OutageStory.of("line", 0, start));
        Path file = folder.resolve("learnt");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            WarmStart.of(time(start), Map.of("line", learnt)).write(out);
        }
        harness = harness(file.toUri().toString());
        harness.open();
        send(OutageStory.of("line", start, OutageStory.UP));

        assertThat(incidents().get(0).startedAt()).isEqualTo(time(OutageStory.DOWN));
    }
}
