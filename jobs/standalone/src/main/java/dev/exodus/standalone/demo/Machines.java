package dev.exodus.standalone.demo;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.cluster.Cluster;
import dev.exodus.standalone.cluster.RunningParts;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker, PostgreSQL and Flink of one run, with the jobs on it. */
final class Machines implements AutoCloseable {
    private static final int PARALLELISM = 2;

    /** Each writes down every open attempt: at 15 s that had two of five samples of a profile. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

    private static final long SETTLE_PAUSE_MS = 500;

    private final RunningParts running = new RunningParts();
    private final List<Submitted> jobs = new CopyOnWriteArrayList<>();
    private Broker broker;
    private Admin admin;
    private Cluster cluster;

    /** A job that runs, and how much it has not read. */
    private record Submitted(JobID id, Lag lag) {}

    /**
     * Starts everything, StoreJob too. What was started before something fails is stopped by close.
     *
     * @param first jobs in the order in which they are stopped: none before one that it reads from
     * @param later how many jobs there is room for beside them and StoreJob
     */
    void start(DataFolder folder, List<RunJob> first, int later) throws Exception {
        broker = running.started(Broker.start(folder.broker(), Map.of()));
        admin =
                running.started(
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        (Object) broker.bootstrapServers())));
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        Postgres postgres = running.started(Postgres.start(folder.postgres()));
        int slots = PARALLELISM * (first.size() + later + 1);
        cluster = running.started(Cluster.start(folder.checkpoints(), slots));
        jobs.add(submitted(RunJob.store(postgres)));
        submit(first);
    }

    /** Submits more jobs; they are stopped after those before them, and before StoreJob. */
    void submit(List<RunJob> more) throws Exception {
        for (RunJob job : more) {
            jobs.add(jobs.size() - 1, submitted(job));
        }
    }

    private Submitted submitted(RunJob job) throws Exception {
        Configuration common = new Configuration();
        common.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        common.set(KafkaOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
        Configuration options = job.optionsWith(common);
        Configuration flink = JobMain.flink(options);
        // A job that fails here must be heard of at once, not restarted without end.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        JobID id =
                cluster.submit(
                        job.job().jobName(),
                        flink,
                        PARALLELISM,
                        env -> job.job().definition().define(env, options));
        return new Submitted(id, new Lag(admin, job.job().jobName(), job.reads()));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Records that the jobs have not read, as of their last checkpoints. */
    long unread() throws Exception {
        long unread = 0;
        for (Submitted job : jobs) {
            unread += job.lag.records();
        }
        return unread;
    }

    /**
     * Lets every job read all that there is and ends it with a savepoint, which makes its last
     * facts and Parquet files visible, before the next one is waited for.
     */
    void settle() throws Exception {
        while (!jobs.isEmpty()) {
            Submitted first = jobs.get(0);
            while (first.lag.records() > 0) {
                requireRunning();
                // What it has read is known from checkpoints only.
                cluster.checkpoint(first.id);
                Thread.sleep(SETTLE_PAUSE_MS);
            }
            jobs.remove(first);
            cluster.stop(first.id);
        }
    }

    /** Fails if a job that was submitted has ended by itself. */
    void requireRunning() throws Exception {
        for (Submitted job : jobs) {
            cluster.requireRunning(job.id);
        }
    }

    /** Stops what runs, the last started first; a second call does nothing. */
    @Override
    public void close() throws IOException {
        running.close();
    }
}
