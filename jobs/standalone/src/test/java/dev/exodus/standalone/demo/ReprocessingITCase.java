package dev.exodus.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.flink.store.StoreOptions;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.check.Check;
import dev.exodus.standalone.check.CheckReport;
import dev.exodus.standalone.cluster.Cluster;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.topics.Topics;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, database and jobs: what happens when RatesJob starts anew on the same topics. */
class ReprocessingITCase {
    private static final Scenario WHATSAPP = Scenario.shipped("2014-02-22-whatsapp");

    @TempDir Path root;

    private DataFolder folder;
    private Broker broker;
    private Admin admin;
    private Postgres postgres;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        folder = new DataFolder(root);
        broker = Broker.start(folder.broker(), Map.of());
        admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()));
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        postgres = Postgres.start(folder.postgres());
        cluster = Cluster.start(folder.checkpoints(), 4);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        postgres.close();
        admin.close();
        broker.close();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKilledStartAStartWithoutStateAndAReprocessingLeaveEveryRowExact() throws Exception {
        simulate();
        JobID store = submit("exodus-store", storeOptions(), StoreJob::define);

        JobID killed = submit("exodus-rates", ratesOptions(1), RatesJob::define);
        await(() -> count("SELECT count(*) FROM exodus.registrations_1s") > 0);
        cluster.cancel(killed);
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
        cluster.stop(store);
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
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new PrintWriter(Writer.nullWriter()),
                        0,
                        Long.MAX_VALUE)) {
            new Simulation(WHATSAPP, options).run(sender, Demo.answerKey(folder));
            sender.flush();
        }
    }

    private void ratesToTheEnd(int generation) throws Exception {
        JobID rates = submit("exodus-rates", ratesOptions(generation), RatesJob::define);
        awaitRead(rates, Lag.ofRates(admin));
        cluster.stop(rates);
    }

    private void awaitStore(JobID store) throws Exception {
        awaitRead(store, Lag.ofStore(admin));
    }

    private void awaitRead(JobID job, Lag lag) throws Exception {
        await(
                () -> {
                    cluster.requireRunning(job);
                    return lag.records() == 0;
                });
    }

    /** The next start's progress must not be taken for that of the last. */
    private void forgetOffsets() throws Exception {
        await(
                () -> {
                    try {
                        admin.deleteConsumerGroups(List.of("exodus-rates")).all().get();
                        return true;
                    } catch (ExecutionException e) {
                        return e.getMessage().contains("does not exist");
                    }
                });
    }

    private CheckReport check() throws Exception {
        try (Connection reader = postgres.connect(Postgres.READER);
                Connection lake = LakeDatabase.open(folder.lake())) {
            CheckReport report =
                    Check.run(AnswerKey.open(Demo.answerKey(folder)), reader, lake, folder.lake());
            assertThat(report.rows().values()).allMatch(rows -> rows > 0);
            return report;
        }
    }

    private Configuration ratesOptions(int generation) {
        Configuration options = options();
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        options.set(RatesOptions.GENERATION, generation);
        return options;
    }

    private Configuration storeOptions() throws Exception {
        Configuration options = options();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        return options;
    }

    private Configuration options() {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, Duration.ofSeconds(1));
        return options;
    }

    private JobID submit(String name, Configuration options, JobMain.Definition definition)
            throws Exception {
        return cluster.submit(
                name, JobMain.flink(options), 2, env -> definition.define(env, options));
    }

    private long count(String sql) throws Exception {
        try (Connection reader = postgres.connect(Postgres.READER);
                Statement statement = reader.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Bounded by the test's timeout. */
    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
