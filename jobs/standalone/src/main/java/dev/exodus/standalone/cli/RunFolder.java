package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import java.io.IOException;
import java.nio.file.Path;

/** Which run a command asks. */
final class RunFolder {
    private RunFolder() {}

    /**
     * The named one, or the last.
     *
     * @param named null for the last
     * @throws UsageException if there is none
     */
    static DataFolder of(Path named) throws IOException {
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
