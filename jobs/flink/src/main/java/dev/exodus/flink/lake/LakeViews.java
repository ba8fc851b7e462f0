package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lake as DuckDB sees it. {@code <table>} has every revision that was written; {@code
 * <table>_latest} only the newest fact of each key. A table without files is an empty view.
 */
public final class LakeViews {
    private static final PathMatcher VISIBLE =
            FileSystems.getDefault()
                    .getPathMatcher(
                            "glob:" + LakeLayout.FILE_PREFIX + "-*" + LakeLayout.FILE_SUFFIX);

    private LakeViews() {}

    /** The statements that make all views on a lake. */
    public static List<String> statements(Path root) {
        List<String> statements = new ArrayList<>();
        for (FactType type : FactType.values()) {
            if (type.inLake()) {
                statements.add(all(type, root));
                statements.add(latest(type));
            }
        }
        return statements;
    }

    private static String all(FactType type, Path root) {
        Path table = root.resolve(type.table());
        String query = hasFiles(table) ? rows(type, table) : noRows(type);
        return "CREATE OR REPLACE VIEW " + type.table() + " AS " + query;
    }

    private static String latest(FactType type) {
        String key =
                type.columns().stream()
                        .filter(Column::key)
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(", "));
        return "CREATE OR REPLACE VIEW %1$s_latest AS SELECT * FROM %1$s QUALIFY row_number() OVER (PARTITION BY %2$s ORDER BY generation DESC, revision DESC) = 1"
                .formatted(type.table(), key);
    }

    private static String rows(FactType type, Path table) {
        String columns =
                type.columns().stream()
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(", "));
        String files =
                table.toAbsolutePath()
                        + "/*/"
                        + LakeLayout.FILE_PREFIX
                        + "-*"
                        + LakeLayout.FILE_SUFFIX;
        return "SELECT %s FROM read_parquet('%s', hive_partitioning = false, union_by_name = true)"
                .formatted(columns, files.replace("'", "''"));
    }

    private static String noRows(FactType type) {
        return type.columns().stream()
                .map(c -> "CAST(NULL AS " + c.type().sql() + ") AS " + quoted(c.name()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static boolean hasFiles(Path table) {
        if (!Files.isDirectory(table)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(table, 2)) {
            return files.anyMatch(file -> VISIBLE.matches(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the lake's folder " + table, e);
        }
    }
}
