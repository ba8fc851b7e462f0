package dev.exodus.standalone.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads CSV with a header line and the columns {@code timestamp} and {@code value}; others are
 * ignored. A timestamp is epoch seconds, RFC 3339 or {@code yyyy-MM-dd HH:mm:ss} in UTC; a value a
 * whole number, {@code 1423.0} being one. Lines may be in any order.
 */
public final class CountsFile {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final Path file;
    private final TreeMap<Long, Long> rows = new TreeMap<>();

    private CountsFile(Path file) {
        this.file = file;
    }

    /**
     * @throws IllegalArgumentException if the file is not of this form, naming file and line
     */
    public static Counts read(Path file) throws IOException {
        CountsFile reading = new CountsFile(file);
        reading.lines(Files.readAllLines(file));
        return reading.counts();
    }

    private void lines(List<String> lines) {
        List<String> header = lines.isEmpty() ? List.of() : fields(lines.get(0));
        int timestamp = header.indexOf("timestamp");
        int value = header.indexOf("value");
        if (timestamp < 0 || value < 0) {
            throw new IllegalArgumentException(
                    file + ": the first line must name the columns timestamp and value");
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    row(fields(lines.get(i)), timestamp, value);
                } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
                }
            }
        }
    }

    private static List<String> fields(String line) {
        return List.of(line.replace("\"", "").strip().split("\\s*,\\s*", -1));
    }

    private void row(List<String> fields, int timestamp, int value) {
        if (fields.size() <= Math.max(timestamp, value)) {
            throw new IllegalArgumentException("a column is missing");
        }
        Instant time = time(fields.get(timestamp));
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "the timestamp is of %s: seconds since 1970 are expected".formatted(time));
        }
        if (rows.put(time.getEpochSecond(), count(fields.get(value))) != null) {
            throw new IllegalArgumentException("a second line for " + time);
        }
    }

    /**
     * A moment as such files write it: epoch seconds, RFC 3339 or {@code yyyy-MM-dd HH:mm:ss} in
     * UTC.
     *
     * @throws DateTimeException if it is none of these
     */
    public static Instant time(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static long count(String text) {
        try {
            long count = new BigDecimal(text).longValueExact();
            if (count >= 0) {
                return count;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("a count must be a whole number from 0, not " + text);
    }

    private Counts counts() {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no line but the header");
        }
        try {
            return new Counts(step(), longs(rows.keySet()), longs(rows.values()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The distance from one line to the next that most lines have. */
    private int step() {
        Map<Long, Integer> seen = new TreeMap<>();
        Long before = null;
        for (long time : rows.keySet()) {
            if (before != null) {
                seen.merge(time - before, 1, Integer::sum);
            }
            before = time;
        }
        return seen.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> Math.toIntExact(entry.getKey()))
                .orElse(60);
    }

    private static long[] longs(java.util.Collection<Long> values) {
        return values.stream().mapToLong(n -> n).toArray();
    }
}
