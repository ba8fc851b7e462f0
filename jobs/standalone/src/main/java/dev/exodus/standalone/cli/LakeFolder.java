package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lake that was named must be there. */
final class LakeFolder {
    private LakeFolder() {}

    /**
     * @throws UsageException if it is no folder
     */
    static void require(Path lake) {
        if (!Files.isDirectory(lake)) {
            throw new UsageException("there is no lake " + lake);
        }
    }
}
