package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a command runs the jobs on this machine. */
final class RunOptions {
    @Option(
            names = "--speed",
            defaultValue = "max",
            description = "Seconds of the story per second, or max (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--data-dir",
            description = "Where to keep everything (default: a new folder in .exodus).")
    private Path dataDir;

    @Option(
            names = "--keep",
            description =
                    "Keep the run in .exodus also when later ones are complete; without it only"
                            + " the last is kept.")
    private boolean keep;

    @Option(
            names = "--headless",
            description = "No progress bar, only lines; ends when the run is complete.")
    private boolean headless;

    /**
     * @throws UsageException if it is no positive number
     */
    double speed() {
        try {
            double factor =
                    speed.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(speed);
            if (factor > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("--speed must be a number above 0 or max, was " + speed);
    }

    /**
     * The folder of the run, into which it logs from now on.
     *
     * @param prefix of the name of a new one
     * @throws UsageException if the named one holds a run already
     */
    DataFolder folder(String prefix) throws IOException {
        DataFolder folder = dataDir != null ? new DataFolder(dataDir) : Runs.here().create(prefix);
        if (Files.exists(folder.lake())) {
            throw new UsageException(dataDir + " holds a run already: name another --data-dir");
        }
        if (keep && dataDir == null) {
            Runs.here().keep(folder);
        }
        folder.logHere();
        return folder;
    }

    /** Says that the run in the folder is complete and no longer needed by this command. */
    void complete(DataFolder folder) throws IOException {
        Runs.here().complete(folder);
    }

    /** Whether the folder was not named, and need not survive an interrupted run. */
    boolean temporary() {
        return dataDir == null;
    }

    /** Whether nobody watches. */
    boolean headless() {
        return headless;
    }

    /** Whether a progress bar can be drawn. */
    boolean terminal() {
        return !headless && System.console() != null;
    }
}
