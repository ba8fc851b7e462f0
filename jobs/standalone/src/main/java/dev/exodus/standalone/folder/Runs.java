package dev.exodus.standalone.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The runs in one folder. The last is kept, and those that were asked to be; older ones are deleted
 * when the next one is complete, unless a process still uses them.
 */
public final class Runs {
    private static final String LAST = "last";
    private static final String KEEP = "keep";
    private static final String IN_USE = "in-use";

    /** Those of this process. A lock would go if its channel were collected or opened twice. */
    private static final Map<Path, FileLock> HELD = new ConcurrentHashMap<>();

    private final Path home;

    public Runs(Path home) {
        this.home = home;
    }

    /** Those of this checkout. */
    public static Runs here() {
        return new Runs(Path.of(System.getProperty("exodus.home", ""), ".exodus").toAbsolutePath());
    }

    /** Where they are. */
    public Path home() {
        return home;
    }

    /** A new one, in use by this process until it ends. */
    public DataFolder create(String prefix) throws IOException {
        Files.createDirectories(home);
        Path folder = Files.createTempDirectory(home, prefix);
        // The lock goes with the process, however that ends.
        FileChannel file =
                FileChannel.open(
                        folder.resolve(IN_USE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        HELD.put(folder, file.lock());
        return new DataFolder(folder);
    }

    /** Keeps a run when later ones are complete. */
    public void keep(DataFolder run) throws IOException {
        Files.createFile(run.root().resolve(KEEP));
    }

    /** Makes this the last run, which {@code ./exodus sql} asks, and deletes older ones. */
    public void complete(DataFolder run) throws IOException {
        Files.createDirectories(home);
        Path pointer = Files.createTempFile(home, LAST, null);
        Files.writeString(pointer, run.root().toString());
        Files.move(
                pointer,
                home.resolve(LAST),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        for (Path folder : folders()) {
            if (!folder.equals(run.root())
                    && !Files.exists(folder.resolve(KEEP))
                    && !HELD.containsKey(folder)
                    && !inUse(folder)) {
                Scratch.delete(folder);
            }
        }
    }

    /** Runs of this class, never anything else. */
    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            return entries.filter(folder -> Files.exists(folder.resolve(IN_USE))).toList();
        }
    }

    private static boolean inUse(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(IN_USE), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock == null;
        }
    }

    /** The run that was completed last, if it is still there. */
    public Optional<DataFolder> last() throws IOException {
        Path pointer = home.resolve(LAST);
        if (!Files.exists(pointer)) {
            return Optional.empty();
        }
        Path root = Path.of(Files.readString(pointer).strip());
        return Files.isDirectory(root) ? Optional.of(new DataFolder(root)) : Optional.empty();
    }
}
