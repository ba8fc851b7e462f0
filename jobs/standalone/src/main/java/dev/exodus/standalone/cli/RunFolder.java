package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which run a command asks. */
final class RunFolder {
    @Option(
            names = "--data-dir",
            description = "The folder of the run (default: that of the last one).")
    private Path named;

    /**
     * The named one, or the last.
     *
     * @throws UsageException if there is none
     */
    DataFolder data() throws IOException {
        if (named != null) {
            DataFolder given = new DataFolder(named);
            if (!given.root().toFile().isDirectory()) {
                throw new UsageException("there is no folder " + given.root());
            }
            return given;
        }
        return Runs.here()
                .last()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no run to ask yet: name its folder with"
                                                + " --data-dir"));
    }
}
