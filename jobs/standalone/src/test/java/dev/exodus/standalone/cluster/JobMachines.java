package dev.exodus.standalone.cluster;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.store.StoreOptions;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with its topics, a real database and Flink in this process, for tests of jobs. */
public final class JobMachines implements AutoCloseable {
    private final RunningParts running = new RunningParts();
    private final DataFolder folder;
    private final int parallelism;
    private final Duration checkpointInterval;
    private final Broker broker;
    private final Admin admin;
    private final Postgres postgres;
    private final Cluster cluster;

    public JobMachines(Path root, int parallelism, Duration checkpointInterval) throws Exception {
        this.folder = new DataFolder(root);
        this.parallelism = parallelism;
        this.checkpointInterval = checkpointInterval;
        broker = running.started(Broker.start(folder.broker(), Map.of()));
        admin =
                running.started(
                        Admin.create(
                                Map.of("bootstrap.servers", (Object) broker.bootstrapServers())));
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        postgres = running.started(Postgres.start(folder.postgres()));
        cluster = running.started(Cluster.start(folder.checkpoints(), 5));
    }

    public DataFolder folder() {
        return folder;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public Admin admin() {
        return admin;
    }

    public Postgres postgres() {
        return postgres;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** What every job is told. */
    public Configuration options() {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, checkpointInterval);
        return options;
    }

    /** What StoreJob is told. */
    public Configuration storeOptions() throws IOException {
        Configuration options = options();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        return options;
    }

    public JobID submit(String name, Configuration options, JobMain.Definition definition)
            throws Exception {
        return submit(name, JobMain.flink(options), options, definition);
    }

    /** The same with the state of a savepoint. */
    public JobID restore(
            String name, Configuration options, JobMain.Definition definition, Path savepoint)
            throws Exception {
        Configuration flink = JobMain.flink(options);
        flink.set(
                StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toAbsolutePath().toUri().toString());
        return submit(name, flink, options, definition);
    }

    private JobID submit(
            String name, Configuration flink, Configuration options, JobMain.Definition definition)
            throws Exception {
        return cluster.submit(name, flink, parallelism, env -> definition.define(env, options));
    }

    /** The first column of the first row. */
    public String text(String query) throws Exception {
        try (Connection reader = postgres.connect(Postgres.READER);
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Something that comes true. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Bounded by the test's timeout. */
    public static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
