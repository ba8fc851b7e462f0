package dev.exodus.flink.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.flink.facts.FactsOfJob;
import dev.exodus.flink.options.GivenOptions;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
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

/** The job on a MiniCluster of parallelism 2. */
class MigrationJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path folder;

    @Test
    void anOutageElsewhereAndWhoCameBecauseOfIt() throws Exception {
        List<Fact> input = new ArrayList<>();
        input.add(OutageElsewhere.settled());
        input.addAll(OutageElsewhere.registrations(0, OutageElsewhere.SETTLED));

        List<Fact> told = run(input);

        Migration last =
                told.stream()
                        .filter(Migration.class::isInstance)
                        .map(Migration.class::cast)
                        .filter(row -> row.country().equals("*"))
                        .reduce((a, b) -> b)
                        .orElseThrow();
        double truth = 0;
        for (long m = OutageElsewhere.DAY + OutageElsewhere.DOWN;
                m < OutageElsewhere.DAY + OutageElsewhere.UP;
                m++) {
            truth += OutageElsewhere.came(m) / 2.0;
        }
        assertThat(last.settled()).isTrue();
        assertThat(last.source()).isEqualTo("line");
        assertThat(last.destination()).isEqualTo("viber");
        assertThat(truth).isBetween(last.excessLo95(), last.excessHi95());
        assertThat(told).hasAtLeastOneElementOfType(MigrationMinute.class);
    }

    private List<Fact> run(List<Fact> input) throws Exception {
        Configuration options = options();
        LearntFile<LearntRegistrations> learnt = OutageElsewhere.learnt(folder);
        return FactsOfJob.told(
                options,
                input,
                facts ->
                        MigrationJob.build(
                                MigrationJob.facts(facts),
                                MigrationOptions.settings(options),
                                learnt));
    }

    private static Configuration options(String... more) {
        return GivenOptions.parse(MigrationOptions.ALL, MigrationOptions.REQUIRED, more);
    }

    @Test
    void optionsHaveTheirDefaults() {
        assertThat(MigrationOptions.settings(options()).allowedLateness()).isEqualTo(10);
        assertThat(MigrationOptions.settings(options()).generation()).isEqualTo(1);
        assertThat(MigrationOptions.areShared(options())).isFalse();
        assertThat(MigrationOptions.areShared(options("--identities", "shared"))).isTrue();
    }

    @Test
    void aWrongOptionIsOneSentence() {
        Configuration generation = options("--generation", "0");
        assertThatThrownBy(() -> MigrationOptions.settings(generation))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "wrong option: allowed lateness 10 min, generation 0: at least 0, and from 1");
    }

    @Test
    void sharedIdentitiesNeedAKey() {
        Configuration shared = options("--identities", "shared");
        assertThatThrownBy(() -> MigrationOptions.secretFile(shared))
                .isInstanceOf(UsageException.class)
                .hasMessage("--identities shared needs --pseudonym.secret-file");
        assertThatThrownBy(() -> options("--identities", "both"))
                .isInstanceOf(UsageException.class)
                .hasMessage("option --identities cannot be 'both'; an example is 'separate'");
    }

    @Test
    void aFileThatWasNotLearntIsRefusedAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("counts.csv"), "timestamp,value,label");
        LearntFile<LearntRegistrations> learnt =
                MigrationOptions.warmStart(options("--warm-start", file.toUri().toString()));

        assertThatThrownBy(learnt::require)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("warm-start: cannot read file:")
                .hasMessageContaining("this is no file of ./exodus learn --registrations");
        MigrationOptions.warmStart(options()).require();
    }
}
