package dev.exodus.standalone.demo;

import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * One run on this machine: a broker, PostgreSQL and the jobs are started, an input is sent through
 * them until all of it is stored, and everything is stopped.
 */
public final class Run {
    private final DataFolder folder;
    private final boolean temporary;
    private final List<RunJob> jobs;
    private final AutoCloseable beside;
    private final Phases phases = new Phases();

    /** What is sent. It ends with heartbeats far enough behind its end that all rows settle. */
    public interface Input<T> {
        /**
         * @param bootstrapServers the broker
         * @param backlog of the jobs
         */
        T send(String bootstrapServers, Progress.Backlog backlog) throws Exception;
    }

    /**
     * @param temporary whether the folder is to be deleted if the run is interrupted
     * @param jobs beside StoreJob, in an order in which each is behind those that it reads from
     */
    public Run(DataFolder folder, boolean temporary, List<RunJob> jobs) {
        this(folder, temporary, jobs, () -> {});
    }

    /**
     * As above.
     *
     * @param beside what else uses the folder; closed if the run is interrupted, before the folder
     *     is deleted
     */
    public Run(DataFolder folder, boolean temporary, List<RunJob> jobs, AutoCloseable beside) {
        this.folder = folder;
        this.temporary = temporary;
        this.jobs = jobs;
        this.beside = beside;
    }

    /** Where the time went. */
    public Phases phases() {
        return phases;
    }

    /**
     * Fails, before anything is started, if the disk is too small.
     *
     * @param bytes needed at most
     */
    public void requireDisk(long bytes) throws IOException {
        Files.createDirectories(folder.root());
        long free = Files.getFileStore(folder.root()).getUsableSpace();
        if (free < bytes) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the run may need %.1f GB, but %s has only %.1f GB free: replay less of"
                                    + " it or name another --data-dir",
                            bytes / 1e9,
                            folder.root(),
                            free / 1e9));
        }
    }

    /** Runs it; afterwards the lake and PostgreSQL's files are complete. */
    public <T> T play(Input<T> input) throws Exception {
        T result;
        try (Machines machines = new Machines()) {
            Thread stop = new Thread(() -> abandon(machines), "stop-run");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                result = play(machines, input);
            } finally {
                removeHook(stop);
            }
        }
        // They can be made again from the input, and are by far the largest part.
        Scratch.delete(folder.broker());
        Scratch.delete(folder.checkpoints());
        return result;
    }

    private <T> T play(Machines machines, Input<T> input) throws Exception {
        phases.take("start", () -> machines.start(folder, jobs));
        T result =
                phases.take(
                        "replay", () -> input.send(machines.bootstrapServers(), machines::unread));
        phases.take("settle", machines::settle);
        phases.take("stop", machines::close);
        return result;
    }

    /** A run that fails, unlike one that is interrupted, keeps its folder: its log tells why. */
    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the run was interrupted.
        }
    }

    /** After Ctrl-C: no process and no half state is left, except in a folder that was named. */
    private void abandon(Machines machines) {
        try {
            machines.close();
            beside.close();
            if (temporary) {
                Scratch.delete(folder.root());
            }
        } catch (Exception e) {
            System.err.println("exodus: " + e.getMessage());
        }
    }
}
