package dev.exodus.standalone.demo;

import static dev.exodus.standalone.cluster.JobMachines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.check.Check;
import dev.exodus.standalone.check.CheckReport;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, database and jobs: what happens when RatesJob starts anew on the same topics. */
class ReprocessingITCase {
    private static final Scenario WHATSAPP = Scenario.shipped("2014-02-22-whatsapp");

    @TempDir Path root;

    private JobMachines machines;

    @BeforeEach
    void start() throws Exception {
        machines = new JobMachines(root, 2, Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKilledStartAStartWithoutStateAndAReprocessingLeaveEveryRowExact() throws Exception {
        simulate();
        JobID store = machines.submit("exodus-store", machines.storeOptions(), StoreJob::define);

        JobID killed = machines.submit("exodus-rates", ratesOptions(1), RatesJob::define);
        await(() -> count("SELECT count(*) FROM exodus.registrations_1s") > 0);
        machines.cluster().cancel(killed);
        forgetOffsets();

        ratesToTheEnd(1);
        awaitStore(store);
        assertThat(check().differences()).as("after a start without state").isEmpty();
        assertThat(count("SELECT count(*) FROM exodus.sms_1s WHERE generation <> 1")).isZero();

        forgetOffsets();
        ratesToTheEnd(2);
        awaitStore(store);
        assertThat(check().differences()).as("after the reprocessing").isEmpty();
        for (String table : List.of("registrations_1s", "sms_1m", "feed_1m")) {
            assertThat(count("SELECT count(*) FROM exodus." + table + " WHERE generation <> 2"))
                    .as("rows of the first generation in " + table)
                    .isZero();
        }
        machines.cluster().stop(store);
    }

    private void simulate() throws Exception {
        SimulationOptions options =
                new SimulationOptions(
                        Instant.parse("2014-02-22T18:55:00Z"),
                        Instant.parse("2014-02-22T19:25:00Z"),
                        .02,
                        5,
                        4,
                        0);
        try (PacedSender sender =
                PacedSender.asFastAsPossible(
                        Map.of("bootstrap.servers", machines.bootstrapServers()),
                        new PrintWriter(Writer.nullWriter()),
                        0,
                        Long.MAX_VALUE)) {
            new Simulation(WHATSAPP, options).run(sender, Demo.answerKey(machines.folder()));
            sender.flush();
        }
    }

    private void ratesToTheEnd(int generation) throws Exception {
        JobID rates = machines.submit("exodus-rates", ratesOptions(generation), RatesJob::define);
        awaitRead(rates, Lag.ofRates(machines.admin()));
        machines.cluster().stop(rates);
    }

    private void awaitStore(JobID store) throws Exception {
        awaitRead(store, Lag.ofStore(machines.admin()));
    }

    private void awaitRead(JobID job, Lag lag) throws Exception {
        await(
                () -> {
                    machines.cluster().requireRunning(job);
                    return lag.records() == 0;
                });
    }

    /** The next start's progress must not be taken for that of the last. */
    private void forgetOffsets() throws Exception {
        await(
                () -> {
                    try {
                        machines.admin().deleteConsumerGroups(List.of("exodus-rates")).all().get();
                        return true;
                    } catch (ExecutionException e) {
                        return e.getMessage().contains("does not exist");
                    }
                });
    }

    private CheckReport check() throws Exception {
        try (Connection reader = machines.postgres().connect(Postgres.READER);
                Connection lake = LakeDatabase.open(machines.folder().lake())) {
            CheckReport report =
                    Check.run(
                            AnswerKey.open(Demo.answerKey(machines.folder())),
                            reader,
                            lake,
                            machines.folder().lake());
            assertThat(report.rows().values()).allMatch(rows -> rows > 0);
            return report;
        }
    }

    private Configuration ratesOptions(int generation) {
        Configuration options = machines.options();
        options.set(RatesOptions.LAKE, machines.folder().lake().toUri().toString());
        options.set(RatesOptions.GENERATION, generation);
        return options;
    }

    private long count(String sql) throws Exception {
        return Long.parseLong(machines.text(sql));
    }
}
