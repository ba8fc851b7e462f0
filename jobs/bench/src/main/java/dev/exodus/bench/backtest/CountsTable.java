package dev.exodus.bench.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.exodus.standalone.replay.CountsFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads CSV with a header line and the columns {@code timestamp}, {@code value} and, if there is
 * more than one series, {@code series}; others are ignored. A timestamp is epoch seconds, RFC 3339
 * or {@code yyyy-MM-dd HH:mm:ss} in UTC. Lines may be in any order.
 */
final class CountsTable {
    private static final CsvSchema HEADER = CsvSchema.emptySchema().withHeader();

    private final Path file;
    private final Map<String, TreeMap<Long, Double>> series = new TreeMap<>();

    private CountsTable(Path file) {
        this.file = file;
    }

    /**
     * @throws IllegalArgumentException if the file is not of this form, naming file and line
     */
    static List<History> read(Path file) throws IOException {
        CountsTable table = new CountsTable(file);
        table.rows();
        List<History> histories = new ArrayList<>();
        table.series.forEach((name, rows) -> histories.add(History.of(name, rows)));
        if (histories.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no line but the header");
        }
        return histories;
    }

    private void rows() throws IOException {
        CsvMapper csv =
                CsvMapper.builder()
                        .enable(CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
                        .build();
        try (Reader text = Files.newBufferedReader(file);
                MappingIterator<Map<String, String>> rows =
                        csv.readerForMapOf(String.class).with(HEADER).readValues(text)) {
            while (rows.hasNextValue()) {
                int line = rows.getCurrentLocation().getLineNr();
                row(rows.nextValue(), line);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no CSV: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void row(Map<String, String> row, int line) {
        try {
            String name = row.getOrDefault("series", file.getFileName().toString());
            long time = CountsFile.time(field(row, "timestamp")).getEpochSecond();
            double value = Double.parseDouble(field(row, "value"));
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value must be a number, not " + value);
            }
            if (series.computeIfAbsent(name, n -> new TreeMap<>()).put(time, value) != null) {
                throw new IllegalArgumentException("a second line for " + name + " then");
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, line %d: %s".formatted(file, line, e.getMessage()), e);
        }
    }

    private static String field(Map<String, String> row, String column) {
        String text = row.get(column);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("there is nothing in the column " + column);
        }
        return text;
    }
}
