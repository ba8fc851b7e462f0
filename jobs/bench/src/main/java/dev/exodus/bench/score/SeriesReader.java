package dev.exodus.bench.score;

import dev.exodus.standalone.replay.CountsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads {@code timestamp,value[,label]} files: epoch seconds, ISO 8601 or {@code yyyy-MM-dd
 * HH:mm:ss}, UTC; quotes and a header line are allowed. Rows may be in any order; of two rows with
 * one time the first counts.
 */
final class SeriesReader {
    private SeriesReader() {}

    static LabelledSeries read(Path file, String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        TreeMap<Long, String[]> rows = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).replace("\"", "").split(",", -1);
            boolean header =
                    i == 0 && !fields[0].isEmpty() && !Character.isDigit(fields[0].charAt(0));
            if (!header && !lines.get(i).isBlank()) {
                if (fields.length < 2) {
                    throw malformed(file, i, lines.get(i));
                }
                try {
                    rows.putIfAbsent(CountsFile.time(fields[0].strip()).getEpochSecond(), fields);
                    Double.parseDouble(fields[1]);
                } catch (DateTimeException | NumberFormatException e) {
                    throw malformed(file, i, lines.get(i));
                }
            }
        }
        return series(name, rows);
    }

    private static IllegalArgumentException malformed(Path file, int line, String text) {
        return new IllegalArgumentException(
                file + " line " + (line + 1) + ": expected timestamp,value,label, got: " + text);
    }

    private static LabelledSeries series(String name, TreeMap<Long, String[]> rows) {
        int n = rows.size();
        long[] times = new long[n];
        double[] values = new double[n];
        boolean[] labels = new boolean[n];
        int i = 0;
        for (var row : rows.entrySet()) {
            String[] fields = row.getValue();
            times[i] = row.getKey();
            values[i] = Double.parseDouble(fields[1]);
            labels[i] =
                    fields.length > 2 && !fields[2].isBlank() && Double.parseDouble(fields[2]) > 0;
            i++;
        }
        return new LabelledSeries(name, step(times), times, values, labels);
    }

    private static int step(long[] times) {
        long[] steps = new long[Math.max(0, times.length - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        return steps.length == 0 ? 1 : (int) steps[steps.length / 2];
    }

    /** CSV files under a folder, by name. */
    static List<Path> files(Path folder) {
        try (var paths = Files.walk(folder)) {
            List<Path> files = new ArrayList<>();
            paths.filter(p -> p.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .forEach(files::add);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
