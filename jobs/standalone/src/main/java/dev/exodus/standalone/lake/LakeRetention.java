package dev.exodus.standalone.lake;

import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The days of a lake that are older than what is kept. */
public final class LakeRetention {
    private final Path lake;

    public LakeRetention(Path lake) {
        this.lake = lake;
    }

    /** The newest day of which the lake has a minute of a feed; only data says what now is. */
    public Optional<LocalDate> newestDay() throws IOException {
        return LakeFolders.of(lake, FactType.FEED_1M).stream()
                .flatMap(folder -> LakeFolders.day(folder).stream())
                .max(LocalDate::compareTo);
    }

    /**
     * The folders of the days before a day, of all tables.
     *
     * @throws IOException if a job is still writing to one of them
     */
    public List<Path> before(LocalDate firstKept) throws IOException {
        List<Path> old = new ArrayList<>();
        for (FactType type : FactType.values()) {
            if (type.inLake()) {
                for (Path folder : LakeFolders.of(lake, type)) {
                    if (LakeFolders.day(folder).filter(d -> d.isBefore(firstKept)).isPresent()) {
                        Compaction.abandoned(
                                folder, Compaction.files(folder), Compaction.ABANDONED_AFTER);
                        old.add(folder);
                    }
                }
            }
        }
        return old;
    }

    /** Deletes a day of a table. */
    public void delete(Path folder) throws IOException {
        for (Path file : Compaction.files(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
