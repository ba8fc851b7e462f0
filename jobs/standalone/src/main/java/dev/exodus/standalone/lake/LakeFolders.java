package dev.exodus.standalone.lake;

import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a table, one per day. */
final class LakeFolders {
    private static final String DATE = "date=";

    private LakeFolders() {}

    /** In order of their names, hence of their days. */
    static List<Path> of(Path lake, FactType type) throws IOException {
        Path table = lake.resolve(type.table());
        if (!Files.isDirectory(table)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(table)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(DATE))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** The day of a folder, if it has one. */
    static Optional<LocalDate> day(Path folder) {
        try {
            String name = folder.getFileName().toString();
            return Optional.of(LocalDate.parse(name.substring(DATE.length())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
