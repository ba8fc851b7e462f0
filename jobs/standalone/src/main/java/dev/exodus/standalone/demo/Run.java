package dev.exodus.standalone.demo;

import dev.exodus.standalone.cluster.RunningParts;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;

/**
 * One run on this machine: a broker, PostgreSQL and the jobs are started, an input is sent through
 * them until all of it is stored, and everything is stopped. Jobs that start from something are
 * submitted when that is there; it is made while the input is sent.
 */
public final class Run {
    private final DataFolder folder;
    private final boolean temporary;
    private final List<RunJob> jobs;
    private final LaterJobs later;
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
        this(folder, temporary, jobs, LaterJobs.NONE, () -> {});
    }

    /**
     * As above.
     *
     * @param later jobs none of which the others read from
     * @param beside what else uses the folder; closed if the run is interrupted, before the folder
     *     is deleted
     */
    public Run(
            DataFolder folder,
            boolean temporary,
            List<RunJob> jobs,
            LaterJobs later,
            AutoCloseable beside) {
        this.folder = folder;
        this.temporary = temporary;
        this.jobs = jobs;
        this.later = later;
        this.beside = beside;
    }

    /** Where the time went; a replay lasts until the later jobs run, too. */
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
        try (Machines machines = new Machines();
                AtOnce work = new AtOnce(machines::requireRunning)) {
            Thread stop = new Thread(() -> abandon(machines, work), "stop-run");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                result = play(machines, work, input);
            } finally {
                removeHook(stop);
            }
        }
        // They can be made again from the input, and are by far the largest part.
        Scratch.delete(folder.broker());
        Scratch.delete(folder.checkpoints());
        return result;
    }

    private <T> T play(Machines machines, AtOnce work, Input<T> input) throws Exception {
        phases.take("start", () -> machines.start(folder, jobs, later.jobs().size()));
        Future<T> sent =
                work.begin(() -> input.send(machines.bootstrapServers(), machines::unread));
        Future<Void> prepared =
                work.begin(
                        () -> {
                            later.preparation().run();
                            machines.submit(later.jobs());
                            return null;
                        });
        T result =
                phases.take(
                        "replay",
                        () -> {
                            work.await(prepared);
                            return work.await(sent);
                        });
        phases.take("settle", machines::settle);
        phases.take("stop", machines::close);
        return result;
    }

    /** A run that fails, unlike one that is interrupted, keeps its folder: its log tells why. */
    private static void removeHook(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the run was interrupted, and what fails because of that is no
            // news. The process ends when the hook has.
            Thread.currentThread().join();
        }
    }

    /** After Ctrl-C: no process and no half state is left, except in a folder that was named. */
    private void abandon(Machines machines, AtOnce work) {
        try {
            RunningParts running = new RunningParts();
            running.started(beside);
            running.started(machines);
            running.started(work);
            running.close();
            if (temporary) {
                Scratch.delete(folder.root());
            }
        } catch (Exception e) {
            System.err.println("exodus: " + e.getMessage());
        }
    }
}
