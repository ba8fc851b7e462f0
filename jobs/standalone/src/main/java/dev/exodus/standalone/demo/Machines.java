package dev.exodus.standalone.demo;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.flink.store.StoreOptions;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.cluster.Cluster;
import dev.exodus.standalone.cluster.RunningParts;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker, PostgreSQL and Flink of one run, with RatesJob and StoreJob on it. */
final class Machines implements AutoCloseable {
    private static final int PARALLELISM = 2;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(15);

    private final RunningParts running = new RunningParts();
    private Broker broker;
    private Admin admin;
    private Cluster cluster;
    private JobID rates;
    private JobID store;

    /**
     * Starts everything. What was started before something fails is stopped by close.
     *
     * @param ratesOptions options of RatesJob that differ from the defaults
     */
    void start(DataFolder folder, Configuration ratesOptions) throws Exception {
        broker = running.started(Broker.start(folder.broker(), Map.of()));
        admin =
                running.started(
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        (Object) broker.bootstrapServers())));
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        Postgres postgres = running.started(Postgres.start(folder.postgres()));
        cluster = running.started(Cluster.start(folder.checkpoints(), 2 * PARALLELISM));
        rates = submitRates(folder, ratesOptions);
        store = submitStore(postgres);
    }

    private JobID submitRates(DataFolder folder, Configuration given) throws Exception {
        Configuration options = jobOptions();
        options.addAll(given);
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        JobOptions.check(options, RatesOptions.ALL, RatesOptions.REQUIRED);
        return submit("exodus-rates", options, RatesJob::define);
    }

    private JobID submitStore(Postgres postgres) throws Exception {
        Configuration options = jobOptions();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        JobOptions.check(options, StoreOptions.ALL, StoreOptions.REQUIRED);
        return submit("exodus-store", options, StoreJob::define);
    }

    private Configuration jobOptions() {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
        return options;
    }

    private JobID submit(String name, Configuration options, JobMain.Definition definition)
            throws Exception {
        Configuration flink = JobMain.flink(options);
        // A job that fails here must be heard of at once, not restarted without end.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return cluster.submit(name, flink, PARALLELISM, env -> definition.define(env, options));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    /** Fails if a job has ended. */
    void requireRunning() throws Exception {
        cluster.requireRunning(rates);
        cluster.requireRunning(store);
    }

    /** Ends RatesJob with a savepoint, which makes its last facts and Parquet files visible. */
    void stopRates() throws Exception {
        cluster.stop(rates);
    }

    /** Ends StoreJob with a savepoint, before which it writes what it holds. */
    void stopStore() throws Exception {
        cluster.stop(store);
    }

    void requireStoreRunning() throws Exception {
        cluster.requireRunning(store);
    }

    /** Stops what runs, the last started first; a second call does nothing. */
    @Override
    public void close() throws IOException {
        running.close();
    }
}
