package dev.exodus.standalone.demo;

import static dev.exodus.standalone.cluster.JobMachines.await;

import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.funnel.SmsFunnelJob;
import dev.exodus.flink.migration.MigrationJob;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.outages.OutagesJob;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.migration.RegistrationsOfLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of each job, made by an earlier build and kept, is restored by this one, which goes
 * on where that one stopped. Each row looked at needs what only the savepoint knows.
 *
 * <p>If state changes so that they can no longer be restored, that belongs into the CHANGELOG. To
 * make them anew: {@code mvn verify -pl jobs/standalone -am -Dtest=None -Dit.test=SavepointsITCase
 * -Dexodus.update=true -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class SavepointsITCase {
    private static final Path KEPT = Path.of("src/test/resources/savepoints");
    private static final String OUTAGES = "exodus-outages";

    @TempDir Path root;

    private final List<JobID> restored = new ArrayList<>();
    private JobMachines machines;

    @BeforeEach
    void start() throws Exception {
        machines = new JobMachines(root, 1, Duration.ofMillis(500));
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyJobGoesOnFromASavepointOfAnEarlierBuild() throws Exception {
        try (SavepointStory story = new SavepointStory(machines.bootstrapServers())) {
            story.before();
            if (Boolean.getBoolean("exodus.update")) {
                // In this order none reads what another has written, which is not kept.
                keep(StoreJob.NAME, StoreJob.READS, machines.storeOptions(), StoreJob::define);
                keep(MigrationJob.NAME, MigrationJob.READS, learntOptions(), MigrationJob::define);
                keep(OUTAGES, List.of(Topic.FACTS_RATES), lakeOptions(), OutagesJob::define);
                keep(RatesJob.NAME, events(), lakeOptions(), RatesJob::define);
                keep(
                        SmsFunnelJob.NAME,
                        List.of(Topic.EVENTS_SMS),
                        funnelOptions(),
                        SmsFunnelJob::define);
                return;
            }
            restore(StoreJob.NAME, machines.storeOptions(), StoreJob::define);
            restore(RatesJob.NAME, lakeOptions(), RatesJob::define);
            restore(SmsFunnelJob.NAME, funnelOptions(), SmsFunnelJob::define);
            restore(OUTAGES, lakeOptions(), OutagesJob::define);
            // What was learnt is in the savepoint.
            restore(MigrationJob.NAME, lakeOptions(), MigrationJob::define);
            story.after();
        }

        becomes(
                "SELECT attempts::text FROM exodus.connections_1s"
                        + " WHERE service = 'telegram' AND time = '2014-02-22 19:00:01Z'",
                "5");
        becomes(
                "SELECT concat_ws(' ', counted, duplicate, covered_seconds) FROM exodus.feed_1m"
                        + " WHERE feed = 'signup' AND time = '2014-02-22 19:00Z'",
                "1 1 53");
        becomes(
                "SELECT concat_ws(' ', requested, verified) FROM exodus.sms_funnel_1m WHERE"
                        + " country = '*' AND carrier = '*' AND time = '2014-02-22 19:00Z'",
                "1 1");
        becomes(
                "SELECT concat_ws(' ', kind, started_at AT TIME ZONE 'UTC', ended_at AT TIME ZONE"
                        + " 'UTC') FROM exodus.incident WHERE service = 'line'",
                "outage 2014-02-22 06:40:00 2014-02-22 07:10:00");
        becomes(
                "SELECT concat_ws(' ', source, placebos >= 26) FROM exodus.migration"
                        + " WHERE destination = 'viber' AND country = '*'",
                "line t");
        becomes("SELECT events::text FROM exodus.dead_letter_1m WHERE feed = 'sms'", "5");
    }

    private static List<Topic> events() {
        return List.of(Topic.EVENTS_SIGNUP, Topic.EVENTS_SMS, Topic.EVENTS_CONNECTION);
    }

    private void keep(
            String name, List<Topic> reads, Configuration options, JobMain.Definition definition)
            throws Exception {
        JobID job = machines.submit(name, options, definition);
        Lag lag = new Lag(machines.admin(), name, reads);
        await(
                () -> {
                    machines.cluster().requireRunning(job);
                    return lag.records() == 0;
                });
        Path savepoint = machines.cluster().stop(job);
        Path kept = Files.createDirectories(KEPT.resolve(name));
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.toList()) {
                Files.write(kept.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }

    private void restore(String name, Configuration options, JobMain.Definition definition)
            throws Exception {
        restored.add(machines.restore(name, options, definition, KEPT.resolve(name)));
    }

    private Configuration lakeOptions() {
        Configuration options = machines.options();
        options.set(RatesOptions.LAKE, machines.folder().lake().toUri().toString());
        return options;
    }

    private Configuration learntOptions() throws IOException {
        Configuration options = lakeOptions();
        Path file = root.resolve("registrations");
        RegistrationsOfLake.write(SavepointStory.learnt(), file);
        options.set(MigrationOptions.WARM_START, file.toUri().toString());
        return options;
    }

    private Configuration funnelOptions() throws IOException {
        Configuration options = lakeOptions();
        Path keys = root.resolve("pseudonyms");
        Files.writeString(keys, "test - " + "5a".repeat(32) + "\n");
        options.set(FunnelOptions.SECRET_FILE, keys.toString());
        return options;
    }

    /** Bounded by the test's timeout. */
    private void becomes(String query, String expected) throws Exception {
        await(
                () -> {
                    for (JobID job : restored) {
                        machines.cluster().requireRunning(job);
                    }
                    return expected.equals(machines.text("SELECT (" + query + ")"));
                });
    }
}
