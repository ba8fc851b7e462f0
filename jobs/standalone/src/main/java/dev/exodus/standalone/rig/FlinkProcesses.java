package dev.exodus.standalone.rig;

import dev.exodus.standalone.folder.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Flink standalone cluster of separate processes on this machine: ZooKeeper, one JobManager and
 * TaskManagers of {@value #SLOTS} slots each, as the scripts of a distribution would start them. A
 * JobManager or TaskManager that ends is started again at once, as by systemd or Kubernetes.
 */
final class FlinkProcesses implements AutoCloseable {
    static final int SLOTS = 4;

    private static final String ZOOKEEPER =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";

    /** Whoever runs a main needs it, as in Flink's scripts; the TaskManagers do not. */
    private static final String OPENED = "--add-opens=java.base/java.util=ALL-UNNAMED";

    private final Path folder;
    private final String classPath = FlinkJars.classPath();
    private final List<Worker> taskManagers = new CopyOnWriteArrayList<>();
    private final int restPort;
    private final int zooKeeperPort;
    private int started;
    private ChildJvm zooKeeper;
    private volatile ChildJvm jobManager;
    private volatile boolean closing;

    /** A TaskManager, by the id that the cluster knows it by. */
    private record Worker(String id, ChildJvm process) {}

    private FlinkProcesses(Path folder) throws IOException {
        this.folder = folder;
        int[] ports = Ports.free(2);
        restPort = ports[0];
        zooKeeperPort = ports[1];
    }

    static FlinkProcesses start(Path folder, int taskManagers) throws IOException {
        FlinkProcesses cluster = new FlinkProcesses(folder);
        cluster.writeConfiguration();
        cluster.zooKeeper =
                cluster.jvm(
                        "zookeeper",
                        List.of("-Xmx64m", "-Dzookeeper.admin.enableServer=false"),
                        List.of(
                                ZOOKEEPER,
                                Integer.toString(cluster.zooKeeperPort),
                                folder.resolve("zookeeper").toString()));
        cluster.startJobManager();
        for (int i = 0; i < taskManagers; i++) {
            cluster.taskManagers.add(null);
            cluster.startTaskManager(i);
        }
        return cluster;
    }

    private void writeConfiguration() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", Integer.toString(restPort));
        settings.put("web.tmpdir", folder.resolve("web").toString());
        settings.put("high-availability.type", "zookeeper");
        settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort);
        settings.put("high-availability.storageDir", uri("ha"));
        // The default, a minute, is how long a killed JobManager would stay the leader.
        settings.put("high-availability.zookeeper.client.session-timeout", "10 s");
        // On a machine with more to do than it can, an answer may take longer than ten seconds.
        settings.put("pekko.ask.timeout", "30 s");
        settings.put("heartbeat.interval", "2 s");
        settings.put("heartbeat.timeout", "10 s");
        // Who refuses a connection here is dead; by default it would have to do so twice.
        settings.put("heartbeat.rpc-failure-threshold", "1");
        settings.put("restart-strategy.type", "exponential-delay");
        settings.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        settings.put("restart-strategy.exponential-delay.max-backoff", "10 s");
        // By default an hour: faults that have nothing to do with each other would add up.
        settings.put("restart-strategy.exponential-delay.reset-backoff-threshold", "10 s");
        settings.put("execution.checkpointing.dir", uri("checkpoints"));
        settings.put("execution.checkpointing.savepoint-dir", uri("savepoints"));
        settings.put("execution.checkpointing.num-retained", "2");
        settings.put(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
        // Faults strike at a moment: what REST says must be true now, not some seconds ago.
        settings.put("rest.cache.checkpoint-statistics.timeout", "10 ms");
        settings.put("rest.cache.execution-graph.timeout", "100 ms");
        // Each TaskManager has a part of each job, so that each kill hurts both.
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
        settings.put("taskmanager.cpu.cores", "1.0");
        settings.put("taskmanager.memory.framework.heap.size", "64m");
        settings.put("taskmanager.memory.framework.off-heap.size", "64m");
        settings.put("taskmanager.memory.task.heap.size", "512m");
        settings.put("taskmanager.memory.task.off-heap.size", "0");
        settings.put("taskmanager.memory.managed.size", "64m");
        settings.put("taskmanager.memory.network.min", "64m");
        settings.put("taskmanager.memory.network.max", "64m");
        settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
        settings.put("taskmanager.memory.jvm-overhead.min", "64m");
        settings.put("taskmanager.memory.jvm-overhead.max", "64m");
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (key, value) -> text.append(key).append(": \"").append(value).append("\"\n"));
        Files.createDirectories(configuration());
        Files.writeString(configuration().resolve("config.yaml"), text);
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    /** The folder with a job's checkpoints. */
    Path checkpoints(String job) {
        return folder.resolve("checkpoints").resolve(job);
    }

    private Path configuration() {
        return folder.resolve("conf");
    }

    private ChildJvm jvm(String name, List<String> options, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Dexodus.log=" + folder.resolve("log").resolve(name + ".log"));
        all.add("-Dlog4j2.configurationFile=" + logging());
        return ChildJvm.start(
                folder.resolve("log").resolve(name + ".out"),
                classPath,
                all,
                command,
                Map.of("FLINK_CONF_DIR", configuration().toString()));
    }

    /** The class path of a cluster has none of our resources. */
    private Path logging() throws IOException {
        Path file = folder.resolve("log4j2.xml");
        if (!Files.exists(file)) {
            try (var resource = FlinkProcesses.class.getResourceAsStream("/log4j2.xml")) {
                Files.copy(resource, file);
            }
        }
        return file;
    }

    private void startJobManager() throws IOException {
        jobManager =
                jvm(
                        "jobmanager",
                        List.of("-Xmx512m", OPENED),
                        List.of(JOB_MANAGER, "--configDir", configuration().toString()));
        jobManager.whenGone(() -> again(this::startJobManager));
    }

    /** Starts something. */
    private interface Start {
        void run() throws IOException;
    }

    private synchronized void again(Start start) {
        if (!closing) {
            try {
                start.run();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start a process again", e);
            }
        }
    }

    private Worker newTaskManager() throws IOException {
        String id = "taskmanager-" + started++;
        return new Worker(
                id,
                jvm(
                        id,
                        List.of(
                                "-Xmx576m",
                                "-XX:MaxDirectMemorySize=256m",
                                // Else every few thousand classes cost a collection of the heap.
                                "-XX:MetaspaceSize=192m"),
                        List.of(
                                TASK_MANAGER,
                                "--configDir",
                                configuration().toString(),
                                "-D",
                                "taskmanager.resource-id=" + id)));
    }

    private void startTaskManager(int number) throws IOException {
        Worker started = newTaskManager();
        taskManagers.set(number, started);
        started.process().whenGone(() -> again(() -> startTaskManager(number)));
    }

    /** The number of the TaskManager with the most tasks: the one whose loss is felt. */
    int busiest() throws InterruptedException {
        String id = rest().busiestTaskManager().orElse(taskManagers.get(0).id());
        for (int i = 0; i < taskManagers.size(); i++) {
            if (taskManagers.get(i).id().equals(id)) {
                return i;
            }
        }
        return 0;
    }

    ChildJvm jobManager() {
        return jobManager;
    }

    ChildJvm taskManager(int number) {
        return taskManagers.get(number).process();
    }

    /** The REST interface of the cluster. */
    FlinkRest rest() {
        return new FlinkRest(restPort);
    }

    /**
     * Runs Flink's command-line client.
     *
     * @throws IOException if it fails
     */
    void client(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(CLIENT);
        command.addAll(arguments);
        jvm("client", List.of("-Xmx256m", OPENED), command).join();
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            closing = true;
        }
        for (Worker taskManager : taskManagers) {
            taskManager.process().kill();
        }
        if (jobManager != null) {
            jobManager.kill();
        }
        if (zooKeeper != null) {
            zooKeeper.kill();
        }
    }
}
