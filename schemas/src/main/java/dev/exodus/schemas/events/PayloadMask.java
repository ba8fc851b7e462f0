package dev.exodus.schemas.events;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a payload safe to keep: what is left shows the form of a record and nothing of a person.
 *
 * <p>Every digit becomes 9. Every quoted string that is neither a field name nor an enum constant
 * of ours becomes x, and so does every word outside quotes but true, false and null, and every byte
 * beyond ASCII: so it does not matter where a damaged record's quotes begin and end.
 */
public final class PayloadMask {
    private static final int LONGEST = 4096;
    private static final Set<String> KNOWN = known();
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    private PayloadMask() {}

    private static Set<String> known() {
        Set<String> known =
                new HashSet<>(
                        List.of(
                                "schema_version",
                                "type",
                                "heartbeat",
                                "producer",
                                "event_id",
                                "event_time",
                                "service",
                                "country",
                                "platform",
                                "user",
                                "step",
                                "status",
                                "outcome",
                                "weight",
                                "latency_ms",
                                "carrier",
                                "attempt_id",
                                "attempt"));
        for (Feed feed : Feed.values()) {
            known.add(feed.wireName());
            known.addAll(feed.counters());
        }
        return Set.copyOf(known);
    }

    /** The masked payload, at most 4,096 characters of ASCII. */
    public static String mask(byte[] payload) {
        int length = Math.min(payload.length, LONGEST);
        StringBuilder masked = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            if (payload[at] == '"') {
                at = quoted(payload, at, length, masked);
            } else if (isLetter(payload[at])) {
                at = word(payload, at, length, masked);
            } else {
                masked.append(outside(payload[at++]));
            }
        }
        return masked.toString();
    }

    private static int quoted(byte[] payload, int start, int length, StringBuilder masked) {
        int end = start + 1;
        while (end < length && payload[end] != '"') {
            end += payload[end] == '\\' ? 2 : 1;
        }
        end = Math.min(end, length);
        boolean closed = end < length;
        masked.append('"').append(kept(KNOWN, payload, start + 1, end, closed));
        if (closed) {
            masked.append('"');
            end++;
        }
        return end;
    }

    private static int word(byte[] payload, int start, int length, StringBuilder masked) {
        int end = start;
        while (end < length && isLetter(payload[end])) {
            end++;
        }
        masked.append(kept(LITERALS, payload, start, end, true));
        return end;
    }

    private static String kept(
            Set<String> words, byte[] payload, int start, int end, boolean whole) {
        String text = new String(payload, start, end - start, StandardCharsets.ISO_8859_1);
        return whole && words.contains(text) ? text : "x".repeat(text.length());
    }

    private static char outside(byte b) {
        if (b >= '0' && b <= '9') {
            return '9';
        }
        return b >= ' ' && b < 0x7F ? (char) b : b == '\n' || b == '\t' ? ' ' : 'x';
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b < 0;
    }
}
