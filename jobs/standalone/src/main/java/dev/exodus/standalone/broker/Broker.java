package dev.exodus.standalone.broker;

import dev.exodus.standalone.folder.Ports;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker (KRaft, one node) in a child process that dies with this one. */
public final class Broker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    /** What is given for these is added to the broker's own. */
    private static final Set<String> LISTS =
            Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

    private final List<String> command;
    private final Path log;
    private final String clusterId;
    private final String bootstrapServers;
    private volatile Process process;

    private Broker(List<String> command, Path log, String clusterId, String bootstrapServers) {
        this.command = command;
        this.log = log;
        this.clusterId = clusterId;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param folder where its log segments and its own log lie; data that are there are kept
     * @param overrides properties that differ from the defaults; further listeners
     * @throws IOException if it does not answer within a minute
     */
    public static Broker start(Path folder, Map<String, String> overrides)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return startOnce(folder, overrides);
            } catch (IOException e) {
                // Another process may have taken one of the free ports in between.
                last = e;
            }
        }
        throw last;
    }

    private static Broker startOnce(Path folder, Map<String, String> overrides)
            throws IOException, InterruptedException {
        int[] ports = Ports.free(2);
        String clusterId = clusterId(folder);
        Path file = writeProperties(folder, ports, overrides);
        Broker broker =
                new Broker(
                        command(folder, file, clusterId),
                        folder.resolve("broker.log"),
                        clusterId,
                        "127.0.0.1:" + ports[0]);
        broker.launch();
        return broker;
    }

    private void launch() throws IOException, InterruptedException {
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** SIGKILL: nothing is closed or flushed. Returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again after {@link #kill}, at the same address and with its data. */
    public void startAgain() throws IOException, InterruptedException {
        launch();
    }

    private static List<String> command(Path folder, Path properties, String clusterId)
            throws IOException {
        Path arguments = folder.resolve("java-arguments");
        String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
        Files.writeString(arguments, "-cp \"" + classPath + "\"\n");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dexodus.log=" + folder.resolve("kafka.log"),
                "@" + arguments,
                BrokerMain.class.getName(),
                properties.toString(),
                clusterId);
    }

    private static String clusterId(Path folder) throws IOException {
        Path file = folder.resolve("cluster-id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static Path writeProperties(Path folder, int[] ports, Map<String, String> overrides)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@127.0.0.1:" + ports[1],
                        "controller.listener.names", "CONTROLLER",
                        "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "listeners",
                                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(ports[0], ports[1]),
                        "advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports[0],
                        "log.dirs", folder.resolve("data").toString(),
                        "auto.create.topics.enable", "false"));
        properties.putAll(
                Map.of(
                        "offsets.topic.replication.factor", "1",
                        "offsets.topic.num.partitions", "1",
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "1",
                        "group.initial.rebalance.delay.ms", "0",
                        "log.cleaner.dedupe.buffer.size", "16777216"));
        overrides.forEach(
                (key, value) ->
                        properties.merge(
                                key,
                                value,
                                (own, given) -> LISTS.contains(key) ? own + "," + given : given));
        Path file = folder.resolve("broker.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        Properties client = new Properties();
        client.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    String found = admin.describeCluster().clusterId().get(2, TimeUnit.SECONDS);
                    if (!found.equals(clusterId)) {
                        throw new IOException(
                                "another Kafka answers at %s: cluster %s instead of %s"
                                        .formatted(bootstrapServers, found, clusterId));
                    }
                    return;
                } catch (ExecutionException | TimeoutException e) {
                    Thread.sleep(100);
                }
            }
        }
        throw new IOException(
                process.isAlive()
                        ? "the Kafka broker did not answer within %d s; its log is %s"
                                .formatted(START_TIMEOUT.toSeconds(), log)
                        : "the Kafka broker ended with code %d; its log is %s"
                                .formatted(process.exitValue(), log));
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The child process, for those who watch it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Ends its standard input, which ends the broker; kills it if that takes too long. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
