package dev.exodus.standalone.demo;

import static dev.exodus.standalone.cluster.JobMachines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.lake.Repair;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RatesJob goes on from an older savepoint than its newest, and the lake is repaired. */
class RepairITCase {
    private static final Path OLDER =
            Path.of("src/test/resources/savepoints").resolve(RatesJob.NAME);

    @TempDir Path root;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void factsWrittenAgainAreRemovedAndTheNewestStay() throws Exception {
        try (JobMachines machines = new JobMachines(root, 1, Duration.ofMillis(500));
                SavepointStory story = new SavepointStory(machines.bootstrapServers())) {
            story.before();
            story.after();
            Path lake = machines.folder().lake();

            goOn(machines, lake);
            List<String> once = rows(lake, "connections_1s");
            List<String> newest = rows(lake, "connections_1s_latest");
            Repair repair = new Repair(lake);
            assertThat(once).isNotEmpty();
            assertThat(repair.find()).as("surplus after one run").isEmpty();

            machines.admin().deleteConsumerGroups(List.of(RatesJob.NAME)).all().get();
            goOn(machines, lake);
            assertThat(rows(lake, "connections_1s")).hasSize(2 * once.size());
            assertThat(rows(lake, "connections_1s_latest"))
                    .as("readers of the newest facts see nothing of it")
                    .isEqualTo(newest);

            List<Repair.Day> days = repair.find();
            assertThat(days).isNotEmpty().allMatch(day -> day.differing() == 0);
            for (Repair.Day day : days) {
                repair.repair(day);
            }
            assertThat(repair.find()).isEmpty();
            assertThat(rows(lake, "connections_1s")).isEqualTo(once);
        }
    }

    private static void goOn(JobMachines machines, Path lake) throws Exception {
        Configuration options = machines.options();
        options.set(RatesOptions.LAKE, lake.toUri().toString());
        JobID job = machines.restore(RatesJob.NAME, options, RatesJob::define, OLDER);
        Lag lag = Lag.ofRates(machines.admin());
        await(
                () -> {
                    machines.cluster().requireRunning(job);
                    return lag.records() == 0;
                });
        machines.cluster().stop(job);
    }

    private static List<String> rows(Path lake, String view) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = LakeDatabase.open(lake);
                Statement statement = duckDb.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT v::text FROM " + view + " v ORDER BY 1")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
