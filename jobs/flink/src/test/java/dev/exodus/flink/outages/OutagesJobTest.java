package dev.exodus.flink.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
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
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobMain.flink(options));
        env.setParallelism(2);
        DataStream<Fact> rates =
                env.fromData(FactTypeInformation.FACT, input.toArray(Fact[]::new)).uid("rates");
        List<Fact> facts = new ArrayList<>();
        try (CloseableIterator<Fact> results =
                OutagesJob.build(
                                rates,
                                OutagesOptions.settings(options),
                                OutagesOptions.warmStart(options))
                        .executeAndCollect()) {
            results.forEachRemaining(facts::add);
        }
        return facts;
    }

    private static List<Fact> ofService(String service, List<Fact> facts) {
        return facts.stream().filter(fact -> fact.partitionKey().equals(service)).toList();
    }

    private static List<Fact> expected(List<Fact> input) {
        ServiceOutages outages = new ServiceOutages(OutagesOptions.settings(options()));
        return OutageStory.told(outages, new ServiceWatch(), input);
    }

    private static Configuration options(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "--kafka.bootstrap.servers";
        args[1] = "localhost:9092";
        System.arraycopy(more, 0, args, 2, more.length);
        return JobOptions.parse(args, OutagesOptions.ALL, OutagesOptions.REQUIRED);
    }

    @Test
    void optionsHaveTheirDefaults() {
        assertThat(OutagesOptions.settings(options()).incidents())
                .isEqualTo(OutageStory.SETTINGS.incidents());
        assertThat(OutagesOptions.settings(options()).allowedLateness()).isEqualTo(600);
    }

    @Test
    void aWrongOptionIsOneSentence() {
        Configuration gap = options("--part-gap", "5 h");
        assertThatThrownBy(() -> OutagesOptions.settings(gap))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "wrong option: incident settings: part gap must be 0 to merge gap, not"
                                + " 18000.0");
        Configuration zone = options("--pattern-zone", "Mars");
        assertThatThrownBy(() -> OutagesOptions.settings(zone))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("wrong option: Unknown time-zone ID");
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
