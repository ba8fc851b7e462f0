package dev.exodus.standalone.demo;

import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Scratch;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** A scenario through a real broker and the jobs, into the lake. */
public final class Demo {
    private static final long SETTLE_PAUSE_MS = 500;

    private final DemoSettings settings;
    private final DataFolder folder;
    private final boolean temporary;
    private final PrintWriter out;
    private final boolean terminal;
    private final Phases phases = new Phases();

    /**
     * @param temporary whether the folder is to be deleted if the run is interrupted
     * @param terminal whether a progress bar can be drawn
     */
    public Demo(
            DemoSettings settings,
            DataFolder folder,
            boolean temporary,
            PrintWriter out,
            boolean terminal) {
        this.settings = settings;
        this.temporary = temporary;
        this.folder = folder;
        this.out = out;
        this.terminal = terminal;
    }

    /** Where the answer key of a run lies. */
    public static Path answerKey(DataFolder folder) {
        return folder.root().resolve("answer-key");
    }

    /**
     * Runs it.
     *
     * @return whether all totals equal the answer key
     * @throws IOException if the disk is too small, or a part fails
     */
    public boolean run() throws Exception {
        requireDisk();
        Summary key;
        try (Machines machines = new Machines()) {
            Thread stop = new Thread(() -> abandon(machines), "stop-demo");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                key = play(machines);
            } finally {
                removeHook(stop);
            }
        }
        // They can be made again from the scenario and its seed, and are by far the largest part.
        Scratch.delete(folder.broker());
        Scratch.delete(folder.checkpoints());
        Outcome outcome = Outcome.of(folder.lake(), key);
        outcome.table().printAligned(out);
        out.printf(Locale.ROOT, "time: %s%ndata: %s%n", phases, folder.root());
        out.flush();
        return outcome.exact();
    }

    private Summary play(Machines machines) throws Exception {
        phases.take(
                "start",
                () -> {
                    machines.start(folder);
                    return null;
                });
        Summary key = phases.take("replay", () -> replay(machines));
        phases.take(
                "settle",
                () -> {
                    settle(machines);
                    return null;
                });
        phases.take(
                "stop",
                () -> {
                    machines.close();
                    return null;
                });
        return key;
    }

    /** A run that fails, unlike one that is interrupted, keeps its folder: its log tells why. */
    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the run was interrupted.
        }
    }

    private void requireDisk() throws IOException {
        Files.createDirectories(folder.root());
        long free = Files.getFileStore(folder.root()).getUsableSpace();
        if (free < settings.bytesNeeded()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the run may need %.1f GB, but %s has only %.1f GB free: use a smaller"
                                    + " --scale or another --data-dir",
                            settings.bytesNeeded() / 1e9,
                            folder.root(),
                            free / 1e9));
        }
    }

    private Summary replay(Machines machines) throws IOException {
        long shift = settings.simulation().shiftMillis();
        long from = settings.simulation().from().toEpochMilli() + shift;
        Simulation simulation = new Simulation(settings.scenario(), settings.simulation());
        try (EventProducer producer =
                        new EventProducer(
                                Map.of(
                                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                        machines.bootstrapServers()));
                Progress progress = new Progress(out, terminal, from, simulation.through())) {
            Replay replay = new Replay(producer, progress, settings.speed(), from);
            Summary key = simulation.run(replay, answerKey(folder));
            producer.flush();
            if (producer.acknowledged() != key.records()) {
                throw new IOException(
                        "%d events were simulated, but Kafka acknowledged %d"
                                .formatted(key.records(), producer.acknowledged()));
            }
            return key;
        }
    }

    /**
     * The simulation ends with heartbeats past the last row, so that it is enough when all is read:
     * by RatesJob first, whose savepoint sends its last facts, then by StoreJob.
     */
    private static void settle(Machines machines) throws Exception {
        Lag rates = Lag.ofRates(machines.admin());
        while (rates.records() > 0) {
            machines.requireRunning();
            Thread.sleep(SETTLE_PAUSE_MS);
        }
        machines.stopRates();
        Lag store = Lag.ofStore(machines.admin());
        while (store.records() > 0) {
            machines.requireStoreRunning();
            Thread.sleep(SETTLE_PAUSE_MS);
        }
        machines.stopStore();
    }

    /** After Ctrl-C: no process and no half state is left, except in a folder that was named. */
    private void abandon(Machines machines) {
        try {
            machines.close();
            if (temporary) {
                Scratch.delete(folder.root());
            }
        } catch (Exception e) {
            System.err.println("exodus: " + e.getMessage());
        }
    }
}
