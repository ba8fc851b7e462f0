package dev.exodus.standalone.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one run keeps its broker, database, lake, checkpoints and log.
 *
 * @param root the folder itself
 */
public record DataFolder(Path root) {
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path broker() {
        return root.resolve("broker");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path lake() {
        return root.resolve("lake");
    }

    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** The secret under which this run tells people apart. */
    public Path pseudonymKey() {
        return root.resolve("pseudonym.secret");
    }

    /** What was learnt from the history. */
    public Path warmStart() {
        return root.resolve("warm-start");
    }

    /** The registrations per minute of the history. */
    public Path registrations() {
        return root.resolve("registrations");
    }

    public Path log() {
        return root.resolve("exodus.log");
    }

    /** From here on, what is logged goes into this folder. Call it before anything logs. */
    public void logHere() throws IOException {
        Files.createDirectories(root);
        System.setProperty("exodus.log", log().toString());
    }
}
