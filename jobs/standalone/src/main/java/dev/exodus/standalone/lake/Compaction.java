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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rewrites a settled day of a table into one file: of the newest facts, or of every fact once.
 *
 * <p>The new file becomes visible in one step, and only then are the old ones deleted: in between a
 * reader sees facts twice, which the newest-fact rule allows for.
 */
public final class Compaction {
    /** A job writes to a file until its next checkpoint: that is seconds or minutes. */
    public static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private static final String NAME = "compact";
    private static final Pattern OF_A_JOB =
            Pattern.compile(LakeLayout.FILE_PREFIX + "-\\p{XDigit}{8}-\\p{XDigit}{4}-");

    private final Path lake;
    private final Duration abandonedAfter;

    public Compaction(Path lake) {
        this(lake, ABANDONED_AFTER);
    }

    /**
     * @param abandonedAfter for how long a job must have gone on with a table before a hidden file
     *     counts as left behind when it was killed
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
     * The files in which a job began to write what it has written again since it was killed. Those
     * of a job that does not run now are not among them: it makes them visible when it goes on from
     * its checkpoint. So a file is abandoned only if the job has written later ones of its table.
     *
     * @param folder of the day
     * @param files of the folder
     * @param after for how long it must have gone on
     * @throws IOException if a job is still writing, or will go on
     */
    static List<Path> abandoned(Path folder, List<Path> files, Duration after) throws IOException {
        List<Path> hidden = files.stream().filter(Compaction::isHidden).toList();
        Instant last = hidden.isEmpty() ? Instant.MIN : lastWritten(folder.getParent());
        for (Path file : hidden) {
            if (written(file).plus(after).isAfter(last)) {
                throw new IOException(
                        "%s is still being written to (%s): stop the job with a savepoint first, or wait until the day is settled"
                                .formatted(folder, file.getFileName()));
            }
        }
        return hidden;
    }

    /** What a compaction that was cut off left behind is none: the next one replaces it. */
    private static boolean isHidden(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && !name.startsWith("." + compacted());
    }

    /** When a job last wrote to a file of a table that is visible now. */
    private static Instant lastWritten(Path table) throws IOException {
        Instant last = Instant.MIN;
        try (Stream<Path> files = Files.walk(table)) {
            for (Path file : files.filter(Compaction::isOfAJob).toList()) {
                Instant written = written(file);
                last = written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    private static Instant written(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** Flink gives each file the id of its writer, a UUID; {@link LakeWriter} gives it a word. */
    private static boolean isOfAJob(Path file) {
        return isVisible(file) && OF_A_JOB.matcher(file.getFileName().toString()).lookingAt();
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
