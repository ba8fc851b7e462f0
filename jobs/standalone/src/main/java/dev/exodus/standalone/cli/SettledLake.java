package dev.exodus.standalone.cli;

import dev.exodus.standalone.lake.Compaction;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** A lake of which settled days are written anew. */
final class SettledLake {
    @Option(names = "--lake", required = true, description = "The lake's folder.")
    private Path folder;

    @Option(
            names = "--abandoned-after",
            description =
                    "For how long a job must have gone on with a table before a file that it began"
                            + " counts as left behind when it was killed (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration abandonedAfter = Compaction.ABANDONED_AFTER;

    /** The folder, which is there. */
    Path folder() {
        LakeFolder.require(folder);
        return folder;
    }

    Duration abandonedAfter() {
        return abandonedAfter;
    }
}
