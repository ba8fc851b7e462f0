package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Writes facts to a lake on a local disk without Flink: to import history, or to compact a day.
 *
 * <p>Nothing is visible before {@link #commit()}; what was not committed is deleted by {@link
 * #close()}. Files are named {@code part-<name>-<number>.parquet}, so that the same import done
 * again replaces its own files. A table has one open file: give the facts in the order of their
 * dates, else each change of date begins another file.
 */
public final class LakeWriter implements Closeable {
    private final Path root;
    private final String name;
    private final Map<FactType, OpenFile> open = new EnumMap<>(FactType.class);
    private final Map<Path, Integer> filesInFolder = new HashMap<>();
    private final List<Path> finished = new ArrayList<>();

    /**
     * @param root the lake
     * @param name what the files are called, e.g. {@code history}
     */
    public LakeWriter(Path root, String name) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "the name of lake files must be of a-z, 0-9 and -, was '" + name + "'");
        }
        this.root = root;
        this.name = name;
    }

    /**
     * Adds a fact.
     *
     * @throws IllegalArgumentException if the lake does not have its table
     * @throws IOException if the disk refuses
     */
    public void write(Fact fact) throws IOException {
        FactType type = fact.type();
        OpenFile file = open.get(type);
        if (file == null) {
            file =
                    new OpenFile(
                            root.resolve(type.table()),
                            new LakeLayout(type),
                            new ParquetRows(type));
            open.put(type, file);
        }
        file.write(fact);
    }

    /** Makes everything written visible. Nothing can be written after it. */
    public void commit() throws IOException {
        for (OpenFile file : open.values()) {
            file.finish();
        }
        open.clear();
        for (Path hidden : finished) {
            Path visible = hidden.resolveSibling(hidden.getFileName().toString().substring(1));
            Files.move(hidden, visible, StandardCopyOption.ATOMIC_MOVE);
        }
        finished.clear();
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : open.values()) {
            file.finish();
        }
        open.clear();
        for (Path hidden : finished) {
            Files.deleteIfExists(hidden);
        }
        finished.clear();
    }

    private Path nextFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = filesInFolder.merge(folder, 1, Integer::sum) - 1;
        String visible =
                LakeLayout.FILE_PREFIX + "-" + name + "-" + number + LakeLayout.FILE_SUFFIX;
        return folder.resolve("." + visible);
    }

    /** The file of one table that is being written. */
    private final class OpenFile {
        private final Path table;
        private final LakeLayout layout;
        private final ParquetRows rows;
        private String folder;
        private Path path;
        private ParquetWriter<GenericRecord> writer;

        private OpenFile(Path table, LakeLayout layout, ParquetRows rows) {
            this.table = table;
            this.layout = layout;
            this.rows = rows;
        }

        private void write(Fact fact) throws IOException {
            String wanted = layout.folder(fact);
            if (!wanted.equals(folder)) {
                finish();
                folder = wanted;
                path = nextFile(table.resolve(folder));
                Files.deleteIfExists(path);
                writer = rows.writer(new LocalOutputFile(path));
            }
            writer.write(rows.row(fact));
        }

        private void finish() throws IOException {
            if (writer != null) {
                finished.add(path);
                writer.close();
                writer = null;
            }
        }
    }
}
