package dev.exodus.flink.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.facts.FactsOfJob;
import dev.exodus.flink.options.GivenOptions;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job on a MiniCluster of parallelism 2, against the same rates through the pure functions. */
class OutagesJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @Test
    void everyServiceIsWatchedInItsOrder() throws Exception {
        List<Fact> line = OutageStory.of("line", 0, 640);
        List<Fact> viber = OutageStory.of("viber", 0, 640);
        List<Fact> input = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            input.add(line.get(i));
            input.add(viber.get(i));
        }

        List<Fact> facts = run(input);

        assertThat(ofService("line", facts)).isEqualTo(expected(line)).isNotEmpty();
        assertThat(ofService("viber", facts)).isEqualTo(expected(viber));
        assertThat(facts).hasAtLeastOneElementOfType(Incident.class);
    }

    private static List<Fact> run(List<Fact> input) throws Exception {
        Configuration options = options();
        return FactsOfJob.told(
                options,
                input,
                rates ->
                        OutagesJob.build(
                                rates,
                                OutagesOptions.settings(options),
                                OutagesOptions.warmStart(options)));
    }

    private static List<Fact> ofService(String service, List<Fact> facts) {
        return facts.stream().filter(fact -> fact.partitionKey().equals(service)).toList();
    }

    private static List<Fact> expected(List<Fact> input) {
        ServiceOutages outages = new ServiceOutages(OutagesOptions.settings(options()).usual());
        return OutageStory.told(outages, new ServiceWatch(), input);
    }

    private static Configuration options(String... more) {
        return GivenOptions.parse(OutagesOptions.ALL, OutagesOptions.REQUIRED, more);
    }

    @Test
    void optionsHaveTheirDefaults() {
        assertThat(OutagesOptions.settings(options()).usual().incidents())
                .isEqualTo(OutageStory.SETTINGS.incidents());
        assertThat(OutagesOptions.settings(options()).usual().allowedLateness()).isEqualTo(600);
    }

    @Test
    void aWrongOptionIsOneSentence() {
        Configuration gap = options("--part-gap", "5 h");
        assertThatThrownBy(() -> OutagesOptions.settings(gap))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "option --part-gap cannot be '5 h': it must be a duration from 0 s to the"
                                + " merge-gap");
        Configuration zone = options("--pattern-zone", "Mars");
        assertThatThrownBy(() -> OutagesOptions.settings(zone))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("wrong option: Unknown time-zone ID");
    }

    @Test
    void aSettingsFileSaysHowAllAndSingleServicesAreWatched(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("settings.yaml"),
                        """
                        false-alarms: 1
                        merge-gap: 2 h
                        services:
                          line:
                            minimum-volume: 50
                            merge-gap: 30 min
                          telegram:
                        """);

        ServiceSettings settings = OutagesOptions.settings(options("--settings", file.toString()));
        assertThat(settings.usual().falseAlarms()).isEqualTo(1);
        assertThat(settings.usual().incidents().mergeGap()).isEqualTo(7_200);
        assertThat(settings.usual().incidents().minimumVolume()).isEqualTo(20);
        assertThat(settings.of("line").incidents().mergeGap()).isEqualTo(1_800);
        assertThat(settings.of("line").incidents().minimumVolume()).isEqualTo(50);
        assertThat(settings.of("line").falseAlarms()).isEqualTo(1);
        assertThat(settings.of("telegram")).isEqualTo(settings.usual());
        assertThat(settings.of("whatsapp")).isEqualTo(settings.usual());

        Configuration both = options("--settings", file.toString(), "--merge-gap", "4 h");
        assertThat(OutagesOptions.settings(both).usual().incidents().mergeGap())
                .as("what is given beside the file wins")
                .isEqualTo(14_400);
        assertThat(OutagesOptions.settings(both).of("line").incidents().mergeGap())
                .isEqualTo(1_800);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false-alarms: 0|false-alarms cannot be '0': it must be a number from 0.01 to 100",
                "false-alarms: few|false-alarms cannot be 'few': it must be a number from 0.01 to 100",
                "merge-gap: 8 d|merge-gap cannot be '8 d': it must be a duration from 0 s to 7 d",
                "minimum-volume: -1|minimum-volume cannot be '-1': it must be a number from 0 to 1000000",
                "services: {line: {part-gap: 5 h}}|services.line.part-gap cannot be '5 h': it must be a duration from 0 s to the merge-gap",
                "merge-gab: 1 h|there is no setting merge-gab; there are false-alarms, merge-gap, part-gap, minimum-volume",
                "services: {line: {lake: /x}}|there is no setting services.line.lake; there are false-alarms, merge-gap, part-gap, minimum-volume",
                "services: line|services must be lines of name: value, not '\"line\"'",
            })
    void aWrongSettingIsOneSentence(String yaml, String why, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("settings.yaml"), yaml);
        Configuration options = options("--settings", file.toString());

        assertThatThrownBy(() -> OutagesOptions.settings(options))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ": " + why);
    }

    @Test
    void aSettingsFileThatIsNoneIsRefused(@TempDir Path folder) throws Exception {
        Configuration none = options("--settings", folder.resolve("none.yaml").toString());
        assertThatThrownBy(() -> OutagesOptions.settings(none))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("cannot read --settings ");
        Path file = Files.writeString(folder.resolve("settings.yaml"), "a: [");
        Configuration broken = options("--settings", file.toString());
        assertThatThrownBy(() -> OutagesOptions.settings(broken))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(" is no YAML: ");
    }

    @Test
    void aWarmStartThatIsNoneIsRefusedAtOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("counts.csv"), "timestamp,value,label");

        assertThatThrownBy(() -> warmStart(file.toUri().toString()).require())
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("warm-start: cannot read file:")
                .hasMessageEndingWith(
                        "this is no file of ./exodus learn. Write it with ./exodus learn");
        assertThatThrownBy(() -> warmStart(folder.resolve("no").toString()).require())
                .isInstanceOf(UsageException.class);
        OutagesOptions.warmStart(options()).require();
    }

    private static LearntFile<WarmStart> warmStart(String file) {
        return OutagesOptions.warmStart(options("--warm-start", file));
    }
}
