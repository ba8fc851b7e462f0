package dev.exodus.standalone.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one run keeps its broker, database, lake, checkpoints and log.
 *
 * @param root the folder itself
 */
public record DataFolder(Path root) {
    private static final String LAST = "last";

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

    public Path log() {
        return root.resolve("exodus.log");
    }

    /** The folder in the checkout under which runs are kept. */
    public static Path home() {
        return Path.of(System.getProperty("exodus.home", ""), ".exodus").toAbsolutePath();
    }

    /** Makes this the run that {@code ./exodus sql} asks. */
    public void remember() throws IOException {
        Files.createDirectories(home());
        Path pointer = Files.createTempFile(home(), LAST, null);
        Files.writeString(pointer, root.toString());
        Files.move(
                pointer,
                home().resolve(LAST),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** The run that was remembered last, if it is still there. */
    public static Optional<DataFolder> last() throws IOException {
        Path pointer = home().resolve(LAST);
        if (!Files.exists(pointer)) {
            return Optional.empty();
        }
        Path root = Path.of(Files.readString(pointer).strip());
        return Files.isDirectory(root) ? Optional.of(new DataFolder(root)) : Optional.empty();
    }

    /** From here on, what is logged goes into this folder. Call it before anything logs. */
    public void logHere() throws IOException {
        Files.createDirectories(root);
        System.setProperty("exodus.log", log().toString());
    }
}
