package dev.exodus.standalone.demo;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.cluster.Cluster;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.topics.Topics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker and Flink of one run, with RatesJob on it. */
final class Machines implements AutoCloseable {
    private static final int PARALLELISM = 2;
    private static final String CHECKPOINT_INTERVAL = "15 s";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Broker broker;
    private Admin admin;
    private Cluster cluster;
    private JobID rates;

    /** Starts everything. What was started before something fails is stopped by close. */
    void start(DataFolder folder) throws Exception {
        broker = started(Broker.start(folder.broker(), Map.of()));
        admin =
                started(
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        (Object) broker.bootstrapServers())));
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        cluster = started(Cluster.start(folder.checkpoints(), PARALLELISM));
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                "checkpoint-interval", CHECKPOINT_INTERVAL,
                                "lake", folder.lake().toUri().toString()));
        JobOptions.check(options, RatesOptions.ALL, RatesOptions.REQUIRED);
        Configuration flink = JobMain.flink(options);
        // A job that fails here must be heard of at once, not restarted without end.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        rates =
                cluster.submit(
                        "exodus-rates", flink, PARALLELISM, env -> RatesJob.define(env, options));
    }

    private synchronized <T extends AutoCloseable> T started(T machine) {
        running.push(machine);
        return machine;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    /** Fails if the job has ended. */
    void requireRunning() throws Exception {
        cluster.requireRunning(rates);
    }

    /** Ends the job with a savepoint, which makes its last Parquet files visible. */
    void stopJobs() throws Exception {
        cluster.stop(rates);
    }

    /** Stops what runs, the last started first; a second call does nothing. */
    @Override
    public synchronized void close() throws Exception {
        Exception failure = null;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new IOException(
                    "cannot stop a part of the run: " + failure.getMessage(), failure);
        }
    }
}
