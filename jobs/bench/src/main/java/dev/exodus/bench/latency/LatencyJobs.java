package dev.exodus.bench.latency;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.outages.OutagesJob;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A broker, a database and the jobs between them, on this machine. */
final class LatencyJobs implements AutoCloseable {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

    private final LatencySettings settings;
    private final RunningParts running = new RunningParts();
    private Broker broker;
    private Postgres postgres;
    private Cluster cluster;
    private JobID rates;

    private LatencyJobs(LatencySettings settings) {
        this.settings = settings;
    }

    /** Starts all, RatesJob and StoreJob too. */
    static LatencyJobs start(DataFolder folder, LatencySettings settings) throws Exception {
        LatencyJobs jobs = new LatencyJobs(settings);
        try {
            jobs.start(folder);
            return jobs;
        } catch (Exception e) {
            jobs.close();
            throw e;
        }
    }

    private void start(DataFolder folder) throws Exception {
        broker = running.started(Broker.start(folder.broker(), Map.of()));
        postgres = running.started(Postgres.start(folder.postgres()));
        cluster = running.started(Cluster.start(folder.checkpoints(), 3));
        try (Admin admin =
                Admin.create(
                        Map.of(
                                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                (Object) broker.bootstrapServers()))) {
            new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        }
        rates = submitRates();
        submitStore();
    }

    Broker broker() {
        return broker;
    }

    Postgres postgres() {
        return postgres;
    }

    /** Stops RatesJob with a savepoint. */
    Path stopRates() throws Exception {
        return cluster.stop(rates);
    }

    /** Starts OutagesJob beside the others. */
    void submitOutages() throws Exception {
        Configuration options = common();
        cluster.submit(
                OutagesJob.NAME, JobMain.flink(options), 1, env -> OutagesJob.define(env, options));
    }

    private JobID submitRates() throws Exception {
        Configuration options = common();
        options.set(RatesOptions.FEEDS, List.of("connection"));
        options.set(RatesOptions.OUT_OF_ORDERNESS, settings.outOfOrderness());
        Configuration flink = JobMain.flink(options);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, settings.watermarkInterval());
        return cluster.submit(RatesJob.NAME, flink, 1, env -> RatesJob.define(env, options));
    }

    private void submitStore() throws Exception {
        Configuration options = common();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        options.set(StoreOptions.FLUSH_INTERVAL, settings.flushInterval());
        cluster.submit(
                StoreJob.NAME, JobMain.flink(options), 1, env -> StoreJob.define(env, options));
    }

    private Configuration common() {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
        return options;
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
