package dev.exodus.flink.pseudonym;

import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The secret keys under which people are told apart, from a file with one key a line: its id, from
 * when on it is used ({@code -} for the first), and 32 bytes or more in hexadecimal. A key is
 * changed by adding a line with a time to come. Lines that begin with {@code #} are comments.
 */
public final class PseudonymKeys {
    private static final int FEWEST_BYTES = 32;
    private static final long SHORTEST_USE_MS = 86_400_000;

    /** In the order of their times. */
    private final List<Key> keys;

    /** One line; never shown. */
    private record Key(String id, long from, byte[] secret) {}

    private PseudonymKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the file.
     *
     * @throws UsageException if it cannot be read, or a line is wrong; the message has no key in it
     */
    public static PseudonymKeys read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UsageException("cannot read the key file " + file + ": " + e.getMessage());
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(key(line, keys, file + " line " + (i + 1)));
            }
        }
        if (keys.isEmpty()) {
            throw new UsageException("the key file " + file + " has no key");
        }
        return new PseudonymKeys(keys);
    }

    private static Key key(String line, List<Key> before, String where) {
        String[] fields = line.split("\\s+");
        if (fields.length != 3 || !fields[0].matches("[A-Za-z0-9._-]{1,32}")) {
            throw new UsageException(
                    where + ": expected a key id, a time or -, and the key in hexadecimal");
        }
        long from = from(fields[1], before.isEmpty(), where);
        if (before.size() > 1 && from - before.get(before.size() - 1).from < SHORTEST_USE_MS) {
            throw new UsageException(where + ": the key above must be used for a day or longer");
        }
        return new Key(fields[0], from, secret(fields[2], where));
    }

    private static long from(String text, boolean first, String where) {
        if (first != text.equals("-")) {
            throw new UsageException(where + ": the first key, and only it, is used from - on");
        }
        try {
            return first ? Long.MIN_VALUE : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw new UsageException(
                    where + ": '" + text + "' is no time; an example is 2026-01-01T00:00:00Z");
        }
    }

    private static byte[] secret(String hex, String where) {
        try {
            byte[] secret = HexFormat.of().parseHex(hex);
            if (secret.length >= FEWEST_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // Its message would show the key.
        }
        throw new UsageException(
                where + ": a key is " + FEWEST_BYTES + " bytes or more in hexadecimal");
    }

    int size() {
        return keys.size();
    }

    byte[] secret(int index) {
        return keys.get(index).secret;
    }

    /** Which key is used at a time. */
    int at(long time) {
        int index = keys.size() - 1;
        while (keys.get(index).from > time) {
            index--;
        }
        return index;
    }

    /** The ids, for logs. */
    @Override
    public String toString() {
        return keys.stream().map(Key::id).collect(Collectors.joining(", "));
    }
}
