package dev.exodus.standalone.lake;

import dev.exodus.flink.lake.LakeLayout;
import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rewrites a settled day of a table into one file: of the newest facts, or of every fact once.
 *
 * <p>The new file becomes visible in one step, and only then are the old ones deleted: in between a
 * reader sees facts twice, which the newest-fact rule allows for.
 */
public final class Compaction {
    /** A job writes to a file until its next checkpoint; that is seconds or minutes. */
    public static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private static final String NAME = "compact";

    private final Path lake;
    private final Duration abandonedAfter;

    public Compaction(Path lake) {
        this(lake, ABANDONED_AFTER);
    }

    /**
     * @param abandonedAfter how long nobody has written to a hidden file that a job left behind
     *     when it was killed, and that may be deleted; 0 if no job writes to the lake
     */
    public Compaction(Path lake, Duration abandonedAfter) {
        this.lake = lake;
        this.abandonedAfter = abandonedAfter;
    }

    /**
     * What was done to one table.
     *
     * @param files how many there were before
     * @param rows how many facts there are now
     */
    public record Result(FactType type, int files, long rows) {}

    /**
     * Compacts a day.
     *
     * @throws IOException if a job is still writing to that day
     */
    public Result compact(FactType type, LocalDate date) throws IOException, SQLException {
        Path folder = lake.resolve(type.table()).resolve("date=" + date);
        return rewrite(type, folder, key(type));
    }

    /**
     * Leaves each fact once in a day: a job that went on from an older checkpoint than the newest
     * wrote again what is in files that it had committed since.
     *
     * @param folder of the day
     * @throws IOException if a job is still writing to that day
     */
    Result once(FactType type, Path folder) throws IOException, SQLException {
        return rewrite(type, folder, fact(type));
    }

    /** What there is one row of for each: the columns of the key. */
    private static String key(FactType type) {
        return names(type.columns().stream().filter(Column::key).toList());
    }

    /** The columns that name one content of a key. */
    static String fact(FactType type) {
        return key(type) + ", generation, revision";
    }

    private Result rewrite(FactType type, Path folder, String one)
            throws IOException, SQLException {
        List<Path> all = files(folder);
        List<Path> abandoned = abandoned(folder, all, abandonedAfter);
        List<Path> old = all.stream().filter(Compaction::isVisible).toList();
        if (old.isEmpty()) {
            return new Result(type, 0, 0);
        }
        long rows;
        try (LakeWriter writer = new LakeWriter(lake, NAME)) {
            rows = copy(type, rows(type, folder, one), writer);
            writer.commit();
        }
        for (Path file : old) {
            if (!file.getFileName().toString().startsWith(compacted())) {
                Files.delete(file);
            }
        }
        for (Path file : abandoned) {
            Files.deleteIfExists(file);
        }
        return new Result(type, old.size(), rows);
    }

    /**
     * The files in which a job began to write rows that it has written again since it was killed.
     *
     * @param files of the folder
     * @param after see the constructor
     * @throws IOException if a job is still writing
     */
    static List<Path> abandoned(Path folder, List<Path> files, Duration after) throws IOException {
        Instant newest = Instant.now().minus(after);
        List<Path> abandoned = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            // What a compaction that was cut off left behind is replaced by this one.
            if (name.startsWith(".") && !name.startsWith("." + compacted())) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(newest)) {
                    throw new IOException(
                            "%s is still being written to (%s): stop the job first, or wait until the day is settled; what a killed job left behind counts as that after %s"
                                    .formatted(folder, name, after));
                }
                abandoned.add(file);
            }
        }
        return abandoned;
    }

    private static String compacted() {
        return LakeLayout.FILE_PREFIX + "-" + NAME + "-";
    }

    static boolean isVisible(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(LakeLayout.FILE_PREFIX) && name.endsWith(LakeLayout.FILE_SUFFIX);
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static long copy(FactType type, String query, LakeWriter writer)
            throws IOException, SQLException {
        long rows = 0;
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                writer.write(FactRows.read(type, row));
                rows++;
            }
        }
        return rows;
    }

    private static String rows(FactType type, Path folder, String one) {
        return """
            SELECT %1$s FROM %3$s
            QUALIFY row_number() OVER (PARTITION BY %2$s
                ORDER BY generation DESC, revision DESC) = 1
            ORDER BY %2$s"""
                .formatted(names(type.columns()), one, source(folder));
    }

    /** The visible files of a day, for DuckDB's FROM. */
    static String source(Path folder) {
        return "read_parquet('%s/%s-*%s', union_by_name = true, hive_partitioning = false)"
                .formatted(
                        folder.toAbsolutePath().toString().replace("'", "''"),
                        LakeLayout.FILE_PREFIX,
                        LakeLayout.FILE_SUFFIX);
    }

    static String names(List<Column> columns) {
        return columns.stream()
                .map(column -> '"' + column.name() + '"')
                .collect(Collectors.joining(", "));
    }
}
