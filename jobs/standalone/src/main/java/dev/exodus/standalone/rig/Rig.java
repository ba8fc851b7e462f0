package dev.exodus.standalone.rig;

import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.cluster.RunningParts;
import dev.exodus.standalone.demo.Lag;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.Repair;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Real processes on this machine: a broker, PostgreSQL, ZooKeeper, a JobManager and two
 * TaskManagers, with both jobs submitted by Flink's client and a load that goes on whatever
 * happens. Faults are inflicted on it; at the end everything stored is compared with what the
 * topics hold.
 */
final class Rig implements AutoCloseable {
    static final int TASK_MANAGERS = 2;
    static final String RATES = "exodus-rates";
    static final String STORE = "exodus-store";

    /** Beginning of the name of a checkpoint's folder. */
    private static final String CHECKPOINT = "chk-";

    private static final Duration START_LIMIT = Duration.ofSeconds(300);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(10);

    private final DataFolder folder;
    private final Path jobs;
    private final Scenario scenario;
    private final SimulationOptions options;
    private final Simulation simulation;
    private final RunningParts running = new RunningParts();
    private Broker broker;
    private Admin admin;
    private Postgres postgres;
    private FlinkProcesses flink;
    private Ledger ledger;
    private Load load;
    private int partitions;
    private boolean wentBack;

    /**
     * @param folder for everything
     * @param jobs the jar with the jobs
     * @param options the part of the scenario that is the load
     */
    Rig(DataFolder folder, Path jobs, Scenario scenario, SimulationOptions options) {
        this.folder = folder;
        this.jobs = jobs;
        this.scenario = scenario;
        this.options = options;
        this.simulation = new Simulation(scenario, options);
    }

    /**
     * Starts everything.
     *
     * @param speed seconds of the story per second
     * @param partitions of the topics with events; as many as the simulation has, or an equal part
     *     of them
     */
    void start(double speed, int partitions) throws Exception {
        this.partitions = partitions;
        Files.createDirectories(folder.root());
        broker = running.started(Broker.start(folder.broker(), Map.of()));
        admin =
                running.started(
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        (Object) broker.bootstrapServers())));
        createEventTopics(partitions);
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        postgres = running.started(Postgres.startDurable(folder.postgres()));
        flink =
                running.started(
                        FlinkProcesses.start(folder.root().resolve("flink"), TASK_MANAGERS));
        Until.holds(
                "the TaskManagers",
                START_LIMIT,
                () -> flink.rest().slots() == TASK_MANAGERS * FlinkProcesses.SLOTS);
        submitRates(List.of());
        submitStore(List.of());
        for (String job : List.of(RATES, STORE)) {
            Until.holds(job, START_LIMIT, () -> flink.rest().runsSince(jobId(job), 0));
        }
        ledger = running.started(new Ledger(folder.root().resolve("ledger")));
        load =
                running.started(
                        new Load(
                                broker.bootstrapServers(),
                                simulation,
                                options.from().toEpochMilli(),
                                partitions,
                                speed,
                                ledger,
                                folder.root().resolve("simulated")));
    }

    private void createEventTopics(int partitions) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            topics.add(new NewTopic(Topic.of(feed).topicName(), partitions, (short) 1));
        }
        admin.createTopics(topics).all().get();
    }

    /** Gives the topics with events twice as many partitions, and loads them. */
    void widen() throws Exception {
        partitions = Math.multiplyExact(2, partitions);
        Map<String, NewPartitions> wanted = new HashMap<>();
        for (Feed feed : Feed.values()) {
            wanted.put(Topic.of(feed).topicName(), NewPartitions.increaseTo(partitions));
        }
        admin.createPartitions(wanted).all().get();
        // Created is not yet led. Of two batches of a producer in flight the first could be refused
        // for want of a leader and the second come to one, which has never heard of the first.
        Until.holds("leaders of all partitions", START_LIMIT, () -> haveLeaders(wanted.keySet()));
        load.widen(partitions);
    }

    private boolean haveLeaders(Set<String> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        try {
            admin.listOffsets(asked).all().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Submits RatesJob, with further arguments for the client, such as a savepoint. */
    void submitRates(List<String> client) throws IOException, InterruptedException {
        submit(client, RatesJob.class, List.of("--lake", folder.lake().toUri().toString()));
    }

    /** Submits StoreJob, with further arguments for the client. */
    void submitStore(List<String> client) throws IOException, InterruptedException {
        submit(
                client,
                StoreJob.class,
                List.of(
                        "--postgres.url",
                        postgres.url(),
                        "--postgres.password-file",
                        postgres.passwordFile(Postgres.WRITER).toString()));
    }

    private void submit(List<String> client, Class<?> main, List<String> options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "-d"));
        arguments.addAll(client.contains("-p") ? List.of() : List.of("-p", "2"));
        arguments.addAll(client);
        arguments.addAll(List.of("-c", main.getName(), jobs.toString()));
        arguments.addAll(
                List.of(
                        "--kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "--checkpoint-interval",
                        "2 s"));
        arguments.addAll(options);
        flink.client(arguments);
    }

    /**
     * Stops a job with a savepoint, by Flink's client.
     *
     * @return the savepoint
     */
    Path stop(String job) throws Exception {
        Path savepoints = Files.createTempDirectory(folder.root(), "savepoint-");
        flink.client(List.of("stop", "--savepointPath", savepoints.toUri().toString(), jobId(job)));
        try (var found = Files.list(savepoints)) {
            return found.findFirst()
                    .orElseThrow(() -> new IOException("no savepoint in " + savepoints));
        }
    }

    /**
     * Cancels RatesJob by Flink's client. What it writes again when it goes on from one of its
     * checkpoints is taken out of the lake before {@link #verdict}.
     *
     * @return its checkpoints, the newest first
     */
    List<Path> cancelRates() throws Exception {
        String job = jobId(RATES);
        Path checkpoints = flink.checkpoints(job);
        flink.client(List.of("cancel", job));
        Until.holds("the end of " + job, START_LIMIT, () -> flink.rest().job(RATES).isEmpty());
        wentBack = true;
        try (var found = Files.list(checkpoints)) {
            return found.filter(folder -> folder.getFileName().toString().startsWith(CHECKPOINT))
                    .sorted(Comparator.comparingLong(Rig::number).reversed())
                    .toList();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(CHECKPOINT.length()));
    }

    /**
     * Sends records that are no events.
     *
     * @return when all of them had been sent, epoch milliseconds
     */
    long poison(int records) throws Exception {
        load.poison(records);
        Until.holds("the poison to be sent", START_LIMIT, load::isPoisoned);
        return System.currentTimeMillis();
    }

    /** The id of a running job. */
    String jobId(String name) throws Exception {
        String[] id = new String[1];
        Until.holds(
                "job " + name,
                START_LIMIT,
                () -> {
                    id[0] = flink.rest().job(name).orElse(null);
                    return id[0] != null;
                });
        return id[0];
    }

    Broker broker() {
        return broker;
    }

    Postgres postgres() {
        return postgres;
    }

    FlinkProcesses flink() {
        return flink;
    }

    Lag ratesLag() {
        return Lag.ofRates(admin);
    }

    /** Whether the load has come to its end. */
    boolean loadIsDone() {
        return load.isDone();
    }

    /** Ends the load, waits until everything is stored, stops the jobs and compares. */
    Verdict verdict() throws Exception {
        int sent = load.finish();
        ledger.close();
        settle(RATES, Lag.ofRates(admin));
        settle(STORE, Lag.ofStore(admin));
        long surplus = wentBack ? repair() : 0;
        Path key = folder.root().resolve("oracle");
        Oracle oracle = new Oracle(scenario, options, key);
        oracle.read(
                broker.bootstrapServers(), partitions, Instant.ofEpochMilli(simulation.through()));
        return Verdict.of(sent, ledger.read(), oracle, key, postgres, folder.lake(), surplus);
    }

    /** Takes out of the lake what is in it twice; returns how many rows that were. */
    private long repair() throws Exception {
        Repair repair = new Repair(folder.lake(), Duration.ZERO);
        long surplus = 0;
        for (Repair.Day day : repair.find()) {
            repair.repair(day);
            surplus += day.surplus();
        }
        return surplus;
    }

    private void settle(String job, Lag lag) throws Exception {
        Until.holds(job + " to read everything", SETTLE_LIMIT, () -> lag.records() == 0);
        stop(job);
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
