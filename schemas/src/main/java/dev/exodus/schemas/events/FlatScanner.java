package dev.exodus.schemas.events;

import static dev.exodus.schemas.events.EventFields.ATTEMPT;
import static dev.exodus.schemas.events.EventFields.ATTEMPT_ID;
import static dev.exodus.schemas.events.EventFields.CARRIER;
import static dev.exodus.schemas.events.EventFields.COUNTER;
import static dev.exodus.schemas.events.EventFields.COUNTRY;
import static dev.exodus.schemas.events.EventFields.EVENT_ID;
import static dev.exodus.schemas.events.EventFields.EVENT_TIME;
import static dev.exodus.schemas.events.EventFields.LATENCY_MS;
import static dev.exodus.schemas.events.EventFields.PLATFORM;
import static dev.exodus.schemas.events.EventFields.PRODUCER;
import static dev.exodus.schemas.events.EventFields.SCHEMA_VERSION;
import static dev.exodus.schemas.events.EventFields.SERVICE;
import static dev.exodus.schemas.events.EventFields.TYPE;
import static dev.exodus.schemas.events.EventFields.USER;
import static dev.exodus.schemas.events.EventFields.WEIGHT;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * The short way through the JSON of an ordinary event: one flat object of ASCII texts without
 * escapes and of integers. It takes only what is valid; whatever is unusual in any way, wrong or
 * not, it leaves to {@link EventDecoder}'s parser, which alone decides what is refused and why.
 *
 * <p>Two things make it short. Texts are searched for their end eight bytes at a time. And senders
 * write their fields in one order: after each name the one that followed it last time is tried
 * first.
 */
final class FlatScanner {
    private static final VarHandle LONGS = Dictionary.LONGS;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    /** Any integer of so many digits is a long. */
    private static final int MOST_DIGITS = 18;

    /** What is no such integer; none of that many digits has this value. */
    private static final long NO_INTEGER = Long.MIN_VALUE;

    /** Longer names and texts have limits of their own in the parser. */
    private static final int LONGEST_TEXT = 120;

    private static final int TOKENS = 128;

    /** Slots for the few counters of a feed. */
    private static final int CONSTANTS = 64;

    /** A name as it is written, with quotes and colon. */
    private static final class Token {
        private final byte[] written;
        private final int bit;

        /** The first eight bytes, or fewer with zeroes behind them. */
        private final long head;

        private final long headMask;

        /** The last eight bytes, which may overlap the first; of fewer than eight the same. */
        private final long tail;

        private final int tailAt;
        private final long tailMask;
        private Token next;

        Token(byte[] written, int bit) {
            this.written = written;
            this.bit = bit;
            byte[] padded = Arrays.copyOf(written, Math.max(Long.BYTES, written.length));
            this.tailAt = padded.length - Long.BYTES;
            this.head = (long) LONGS.get(padded, 0);
            this.tail = (long) LONGS.get(padded, tailAt);
            this.headMask = Dictionary.mask(written.length);
            this.tailMask = tailAt == 0 ? headMask : -1;
        }

        /** Two looks for up to sixteen bytes, where so many are left. */
        boolean begins(byte[] bytes, int at, int end) {
            if (written.length > 2 * Long.BYTES || at + 2 * Long.BYTES > end) {
                return written.length <= end - at
                        && Arrays.equals(
                                bytes, at, at + written.length, written, 0, written.length);
            }
            return ((long) LONGS.get(bytes, at) & headMask) == head
                    && ((long) LONGS.get(bytes, at + tailAt) & tailMask) == tail;
        }
    }

    private final EventFields layout;
    private final Vocabulary vocabulary;
    private final EnumSet<Field> wanted;
    private final DecodedEvent event;

    /** The constants of the feed's counter, their first and second eight bytes; 0 for none. */
    private final long[] lows = new long[CONSTANTS];

    private final long[] highs = new long[CONSTANTS];
    private final int[] ordinals = new int[CONSTANTS];
    private final String type;
    private final Token[] tokens = new Token[2 * TOKENS];
    private final Token start = new Token(new byte[0], 0);
    private final char[] chars = new char[LONGEST_TEXT];
    private int tokenCount;

    private byte[] bytes;
    private int at;
    private int end;
    private boolean heartbeat;

    FlatScanner(
            Feed feed,
            EventFields layout,
            Vocabulary vocabulary,
            EnumSet<Field> wanted,
            DecodedEvent event) {
        this.layout = layout;
        this.vocabulary = vocabulary;
        this.wanted = wanted;
        this.event = event;
        this.type = feed.wireName();
        for (int i = 0; i < feed.counters().size(); i++) {
            byte[] constant = feed.counters().get(i).getBytes(StandardCharsets.US_ASCII);
            int slot = slot(constant[0], constant.length);
            while (lows[slot] != 0) {
                slot = slot + 1 & CONSTANTS - 1;
            }
            lows[slot] = Dictionary.eight(constant, 0, constant.length);
            highs[slot] = Dictionary.eight(constant, Long.BYTES, constant.length - Long.BYTES);
            ordinals[slot] = i;
        }
    }

    /**
     * Decodes an event or heartbeat.
     *
     * @return false if it is unusual: the event is then to be cleared and decoded by the parser
     */
    boolean scan(byte[] value, int offset, int length) {
        bytes = value;
        at = offset;
        end = offset + length;
        heartbeat = false;
        if (!take('{')) {
            return false;
        }
        int seen = 0;
        Token token = start;
        do {
            skipSpace();
            token = name(token);
            if (token == null || (seen & token.bit) != 0 || !value(token.bit)) {
                return false;
            }
            seen |= token.bit;
            skipSpace();
        } while (take(','));
        if (!take('}')) {
            return false;
        }
        skipSpace();
        return at == end && conclude(seen);
    }

    private boolean conclude(int seen) {
        if (layout.missing(seen, heartbeat) != 0 || event.eventTime < EventFields.EARLIEST) {
            return false;
        }
        event.kind = heartbeat ? DecodedEvent.Kind.HEARTBEAT : DecodedEvent.Kind.EVENT;
        return true;
    }

    private boolean take(char expected) {
        if (at < end && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Reads a name and its colon; null if it is unusual. */
    private Token name(Token before) {
        Token expected = before.next;
        if (expected == null || !expected.begins(bytes, at, end)) {
            expected = find();
            if (expected == null) {
                return null;
            }
            before.next = expected;
        }
        at += expected.written.length;
        skipSpace();
        return expected;
    }

    /** The token that begins here; null if none does, or if there are too many different ones. */
    private Token find() {
        int close = at < end && bytes[at] == '"' ? close(at + 1) : -1;
        if (close < 0 || close - at > LONGEST_TEXT || close + 1 == end || bytes[close + 1] != ':') {
            return null;
        }
        int slot = hash(at, close) & tokens.length - 1;
        while (tokens[slot] != null) {
            if (tokens[slot].begins(bytes, at, end)) {
                return tokens[slot];
            }
            slot = slot + 1 & tokens.length - 1;
        }
        if (tokenCount == TOKENS) {
            return null;
        }
        tokenCount++;
        String name = new String(bytes, at + 1, close - at - 1, StandardCharsets.US_ASCII);
        tokens[slot] = new Token(Arrays.copyOfRange(bytes, at, close + 2), layout.bit(name));
        return tokens[slot];
    }

    private int hash(int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /**
     * The quote that ends the text which begins here; -1 if a backslash, a control character or
     * anything that is no ASCII comes first. In each group of eight bytes the lowest that is found
     * is exact (Mycroft's test for a zero byte: borrows go up only from one that is found).
     */
    private int close(int from) {
        int i = from;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            long found =
                    ((quote - ONES & ~quote)
                                    | (backslash - ONES & ~backslash)
                                    | (eight - SPACES & ~eight)
                                    | eight)
                            & HIGH_BITS;
            if (found != 0) {
                i += Long.numberOfTrailingZeros(found) >>> 3;
                return bytes[i] == '"' ? i : -1;
            }
        }
        for (; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b < ' ' || b == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private boolean value(int bit) {
        return switch (bit) {
            case EVENT_TIME -> eventTime();
            case WEIGHT -> {
                event.weight = integer();
                yield event.weight >= 1 && event.weight <= EventFields.HIGHEST_WEIGHT;
            }
            case LATENCY_MS -> {
                event.latencyMs = integer();
                yield event.latencyMs >= 0;
            }
            case ATTEMPT -> {
                long attempt = integer();
                event.attempt = (int) attempt;
                yield attempt >= 1 && attempt <= Integer.MAX_VALUE;
            }
            case SCHEMA_VERSION -> integer() == EventFields.VERSION;
            case 0 -> at < end && bytes[at] != '"' ? integer() != NO_INTEGER : text(bit);
            default -> text(bit);
        };
    }

    private boolean eventTime() {
        if (at < end && bytes[at] == '"') {
            return text(EVENT_TIME);
        }
        event.eventTime = integer();
        return event.eventTime != NO_INTEGER;
    }

    /** What follows the digits is seen to by the caller: only a comma or the end may. */
    private long integer() {
        boolean negative = take('-');
        int from = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        int digits = at - from;
        if (digits == 0 || digits > MOST_DIGITS || digits > 1 && bytes[from] == '0') {
            return NO_INTEGER;
        }
        return negative ? -value : value;
    }

    private boolean text(int bit) {
        if (!take('"')) {
            return false;
        }
        int from = at;
        int close = close(from);
        int length = close - from;
        if (close < 0 || length > LONGEST_TEXT) {
            return false;
        }
        at = close + 1;
        return switch (bit) {
            case SERVICE -> {
                event.service = vocabulary.names.get(bytes, from, length);
                yield event.service != null;
            }
            case COUNTRY -> {
                event.country = vocabulary.countries.get(bytes, from, length);
                yield event.country != null;
            }
            case PLATFORM -> {
                event.platform = vocabulary.names.get(bytes, from, length);
                yield event.platform != null;
            }
            case COUNTER -> {
                event.counter = counter(from, close);
                yield event.counter >= 0;
            }
            case CARRIER -> {
                if (wanted.contains(Field.CARRIER)) {
                    event.carrier = vocabulary.carriers.get(bytes, from, length);
                }
                yield event.carrier != null || !wanted.contains(Field.CARRIER);
            }
            case EVENT_ID -> {
                event.eventId = wanted(Field.EVENT_ID, from, length);
                event.eventIdHash = hash(Field.EVENT_ID_HASH, from, length);
                yield length > 0;
            }
            case ATTEMPT_ID -> {
                event.attemptId = wanted(Field.ATTEMPT_ID, from, length);
                event.attemptIdHash = hash(Field.ATTEMPT_ID_HASH, from, length);
                yield length > 0;
            }
            case USER -> {
                event.user = wanted(Field.USER, from, length);
                yield true;
            }
            case PRODUCER -> {
                event.producer = wanted(Field.PRODUCER, from, length);
                yield true;
            }
            case TYPE -> {
                String found = string(from, length);
                heartbeat = found.equals("heartbeat");
                yield heartbeat || found.equals(type);
            }
            case EVENT_TIME -> {
                event.eventTime = Rfc3339.parse(widen(from, length), 0, length);
                yield event.eventTime != Rfc3339.INVALID;
            }
            default -> true;
        };
    }

    private int counter(int from, int to) {
        int length = to - from;
        if (length == 0 || length > 2 * Long.BYTES) {
            return -1;
        }
        long low = Dictionary.eight(bytes, from, length);
        long high = Dictionary.eight(bytes, from + Long.BYTES, length - Long.BYTES);
        int slot = slot(bytes[from], length);
        while (lows[slot] != 0) {
            if (lows[slot] == low && highs[slot] == high) {
                return ordinals[slot];
            }
            slot = slot + 1 & CONSTANTS - 1;
        }
        return -1;
    }

    private static int slot(byte first, int length) {
        return first * 5 + length & CONSTANTS - 1;
    }

    private String wanted(Field field, int from, int length) {
        return wanted.contains(field) ? string(from, length) : null;
    }

    private String string(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }

    private long hash(Field field, int from, int length) {
        return wanted.contains(field) ? EventDecoder.hash(widen(from, length), 0, length) : 0;
    }

    private char[] widen(int from, int length) {
        for (int i = 0; i < length; i++) {
            chars[i] = (char) bytes[from + i];
        }
        return chars;
    }
}
