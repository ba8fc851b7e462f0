package dev.exodus.schemas.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decodes the JSON of one feed, token by token, into one reused {@link DecodedEvent}: only what is
 * asked for, known texts without a new String. Never throws: what is no event is REJECTED, with a
 * reason.
 *
 * <p>Fields that are not asked for are checked for presence and type, not for content. A wrong
 * {@code schema_version} outweighs whatever else is wrong, since another version may mean anything.
 *
 * <p>Not thread-safe.
 */
public final class EventDecoder {
    private static final int LONGEST_DOCUMENT = 64 * 1024;
    private static final int LONGEST_NAME = 64;
    private static final long HIGHEST_WEIGHT = 1_000_000_000;
    private static final int VERSION = 1;

    /** 2000-01-01T00:00:00Z. */
    private static final long EARLIEST = 946_684_800_000L;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxStringLength(4096)
                                    .maxNumberLength(40)
                                    .maxNameLength(128)
                                    .build())
                    .build();

    private static final int EVENT_ID = 1;
    private static final int EVENT_TIME = 1 << 1;
    private static final int SERVICE = 1 << 2;
    private static final int COUNTRY = 1 << 3;
    private static final int PLATFORM = 1 << 4;
    private static final int USER = 1 << 5;
    private static final int COUNTER = 1 << 6;
    private static final int WEIGHT = 1 << 7;
    private static final int LATENCY_MS = 1 << 8;
    private static final int CARRIER = 1 << 9;
    private static final int ATTEMPT_ID = 1 << 10;
    private static final int ATTEMPT = 1 << 11;
    private static final int SCHEMA_VERSION = 1 << 12;
    private static final int TYPE = 1 << 13;
    private static final int PRODUCER = 1 << 14;

    /** Names of the bits, lowest first. */
    private static final List<String> NAMES =
            List.of(
                    "event_id",
                    "event_time",
                    "service",
                    "country",
                    "platform",
                    "user",
                    "",
                    "weight",
                    "latency_ms",
                    "carrier",
                    "attempt_id",
                    "attempt");

    private final Feed feed;
    private final String counterField;
    private final int required;
    private final EnumSet<Field> fields;
    private final DecodedEvent event = new DecodedEvent();
    private final Dictionary names = new Dictionary(EventDecoder::isName);
    private final Dictionary countries = new Dictionary(EventDecoder::isCountry);
    private final Dictionary carriers = new Dictionary(EventDecoder::isText);
    private final Dictionary constants;

    private boolean heartbeat;
    private boolean otherVersion;
    private RejectReason problem;
    private String problemField;

    /**
     * @param feed whose events are decoded; heartbeats are known in every feed
     * @param fields what is wanted beyond the fields that are counted by
     */
    public EventDecoder(Feed feed, Set<Field> fields) {
        this.feed = feed;
        // Asked several times an event: a bit is looked up faster than a hash.
        this.fields = EnumSet.noneOf(Field.class);
        this.fields.addAll(fields);
        this.constants = new Dictionary(feed.counters()::contains);
        int always = EVENT_ID | EVENT_TIME | SERVICE | COUNTRY | USER | COUNTER;
        switch (feed) {
            case SIGNUP -> {
                counterField = "step";
                required = always | PLATFORM;
            }
            case SMS -> {
                counterField = "status";
                required = always | CARRIER | ATTEMPT_ID | ATTEMPT;
            }
            case CONNECTION -> {
                counterField = "outcome";
                required = always | LATENCY_MS;
            }
            default -> throw new IllegalArgumentException("unknown feed " + feed);
        }
    }

    /** Decodes one record's value. The result is overwritten by the next call. */
    public DecodedEvent decode(byte[] bytes, int offset, int length) {
        event.clear();
        if (length == 0) {
            return reject(RejectReason.EMPTY, null);
        }
        if (length > LONGEST_DOCUMENT) {
            return reject(RejectReason.CONSTRAINT, "more than 64 KiB");
        }
        RejectReason notText = checkText(bytes, offset, length);
        if (notText != null) {
            return reject(notText, null);
        }
        heartbeat = false;
        otherVersion = false;
        problem = null;
        problemField = null;
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            return decode(parser);
        } catch (StreamConstraintsException e) {
            return reject(RejectReason.CONSTRAINT, "nested too deep or a value too long");
        } catch (IOException e) {
            return reject(RejectReason.NOT_JSON, null);
        }
    }

    private DecodedEvent decode(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return reject(RejectReason.NOT_JSON, "not an object");
        }
        int seen = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int bit = bit(name);
            JsonToken token = parser.nextToken();
            if ((seen & bit) != 0) {
                problem(RejectReason.DUPLICATE_FIELD, bit);
            }
            seen |= bit;
            if (bit == 0) {
                parser.skipChildren();
            } else {
                field(bit, token, parser);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            return reject(RejectReason.NOT_JSON, null);
        }
        if (hasMore(parser)) {
            return reject(RejectReason.TRAILING_DATA, null);
        }
        return conclude(seen);
    }

    private DecodedEvent conclude(int seen) {
        if (otherVersion) {
            return reject(RejectReason.UNKNOWN_VERSION, "this release reads version 1");
        }
        if (problem != null) {
            return reject(problem, problemField);
        }
        int missing = (heartbeat ? EVENT_TIME : required) & ~seen;
        if (missing != 0) {
            return reject(RejectReason.MISSING_FIELD, name(Integer.lowestOneBit(missing)));
        }
        if (event.eventTime < EARLIEST) {
            return reject(RejectReason.IMPLAUSIBLE, "event_time is before the year 2000");
        }
        event.kind = heartbeat ? DecodedEvent.Kind.HEARTBEAT : DecodedEvent.Kind.EVENT;
        return event;
    }

    /** 0 for a field that this feed does not know. */
    private int bit(String name) {
        return switch (name) {
            case "event_id" -> EVENT_ID;
            case "event_time" -> EVENT_TIME;
            case "service" -> SERVICE;
            case "country" -> COUNTRY;
            case "platform" -> PLATFORM;
            case "user" -> USER;
            case "weight" -> WEIGHT;
            case "schema_version" -> SCHEMA_VERSION;
            case "type" -> TYPE;
            case "producer" -> PRODUCER;
            case "latency_ms" -> feed == Feed.CONNECTION ? LATENCY_MS : 0;
            case "carrier" -> feed == Feed.SMS ? CARRIER : 0;
            case "attempt_id" -> feed == Feed.SMS ? ATTEMPT_ID : 0;
            case "attempt" -> feed == Feed.SMS ? ATTEMPT : 0;
            default -> name.equals(counterField) ? COUNTER : 0;
        };
    }

    private void field(int bit, JsonToken token, JsonParser parser) throws IOException {
        switch (bit) {
            case EVENT_TIME -> event.eventTime = eventTime(token, parser);
            case WEIGHT -> event.weight = number(bit, token, parser, 1, HIGHEST_WEIGHT);
            case LATENCY_MS -> event.latencyMs = number(bit, token, parser, 0, Long.MAX_VALUE);
            case ATTEMPT -> event.attempt = (int) number(bit, token, parser, 1, Integer.MAX_VALUE);
            case SCHEMA_VERSION -> version(token, parser);
            default -> {
                if (token == JsonToken.VALUE_STRING) {
                    text(bit, parser);
                } else {
                    problem(RejectReason.WRONG_TYPE, bit);
                    parser.skipChildren();
                }
            }
        }
    }

    private void text(int bit, JsonParser parser) throws IOException {
        switch (bit) {
            case SERVICE -> event.service = known(names, bit, parser);
            case COUNTRY -> event.country = known(countries, bit, parser);
            case PLATFORM -> event.platform = known(names, bit, parser);
            case COUNTER -> counter(parser);
            case TYPE -> type(parser);
            case EVENT_ID -> eventId(parser);
            case USER -> event.user = wanted(Field.USER, parser);
            case CARRIER -> {
                if (fields.contains(Field.CARRIER)) {
                    event.carrier = known(carriers, bit, parser);
                }
            }
            case ATTEMPT_ID -> attemptId(parser);
            case PRODUCER -> event.producer = wanted(Field.PRODUCER, parser);
            default -> throw new IllegalStateException("no text field: " + bit);
        }
    }

    private String wanted(Field field, JsonParser parser) throws IOException {
        return fields.contains(field) ? parser.getText() : null;
    }

    private String known(Dictionary dictionary, int bit, JsonParser parser) throws IOException {
        String text =
                dictionary.get(
                        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (text == null) {
            problem(RejectReason.OUT_OF_RANGE, bit);
        }
        return text;
    }

    private void counter(JsonParser parser) throws IOException {
        String constant =
                constants.get(
                        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (constant == null) {
            problem(RejectReason.UNKNOWN_VALUE, COUNTER);
        } else {
            event.counter = feed.counters().indexOf(constant);
        }
    }

    private void type(JsonParser parser) throws IOException {
        String type = parser.getText();
        heartbeat = type.equals("heartbeat");
        if (!heartbeat && !type.equals(feed.wireName())) {
            problem(RejectReason.UNKNOWN_VALUE, TYPE);
        }
    }

    private void eventId(JsonParser parser) throws IOException {
        if (fields.contains(Field.EVENT_ID_HASH)) {
            event.eventIdHash = hash(EVENT_ID, parser);
        }
        event.eventId = wanted(Field.EVENT_ID, parser);
    }

    private void attemptId(JsonParser parser) throws IOException {
        if (fields.contains(Field.ATTEMPT_ID_HASH)) {
            event.attemptIdHash = hash(ATTEMPT_ID, parser);
        }
        event.attemptId = wanted(Field.ATTEMPT_ID, parser);
    }

    /** An id that is told apart by its hash must not be empty. */
    private long hash(int bit, JsonParser parser) throws IOException {
        if (parser.getTextLength() == 0) {
            problem(RejectReason.OUT_OF_RANGE, bit);
        }
        return hash(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private long eventTime(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            long time =
                    Rfc3339.parse(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
            if (time == Rfc3339.INVALID) {
                problem(RejectReason.WRONG_TYPE, EVENT_TIME);
            }
            return time;
        }
        return number(EVENT_TIME, token, parser, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private long number(int bit, JsonToken token, JsonParser parser, long least, long most)
            throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            problem(RejectReason.WRONG_TYPE, bit);
            parser.skipChildren();
            return least;
        }
        long value;
        try {
            value = parser.getLongValue();
        } catch (InputCoercionException e) {
            problem(RejectReason.OUT_OF_RANGE, bit);
            return least;
        }
        if (value < least || value > most) {
            problem(RejectReason.OUT_OF_RANGE, bit);
        }
        return value;
    }

    private void version(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            otherVersion |= !parser.getText().equals(Integer.toString(VERSION));
        } else {
            otherVersion = true;
            parser.skipChildren();
        }
    }

    private static boolean hasMore(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException e) {
            return true;
        }
    }

    /** The first problem is the one that is reported. */
    private void problem(RejectReason reason, int bit) {
        if (problem == null) {
            problem = reason;
            problemField = name(bit);
        }
    }

    private String name(int bit) {
        return switch (bit) {
            case COUNTER -> counterField;
            case SCHEMA_VERSION -> "schema_version";
            case TYPE -> "type";
            case PRODUCER -> "producer";
            default -> NAMES.get(Integer.numberOfTrailingZeros(bit));
        };
    }

    private DecodedEvent reject(RejectReason reason, String detail) {
        event.clear();
        event.kind = DecodedEvent.Kind.REJECTED;
        event.reason = reason;
        event.detail = detail;
        return event;
    }

    /**
     * Null if the bytes are UTF-8 without NUL and begin like an object. Jackson would also take
     * UTF-16, a byte order mark or some overlong sequences.
     */
    private static RejectReason checkText(byte[] bytes, int offset, int length) {
        boolean ascii = true;
        boolean nul = false;
        for (int i = offset; i < offset + length; i++) {
            ascii &= bytes[i] >= 0;
            nul |= bytes[i] == 0;
        }
        if (!ascii && !isUtf8(bytes, offset, length)) {
            return RejectReason.INVALID_UTF8;
        }
        return nul || bytes[offset] < 0 ? RejectReason.NOT_JSON : null;
    }

    private static boolean isUtf8(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A service or platform: letters, digits, dot, dash, underscore. So {@code *} is free. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars()
                        .allMatch(
                                c ->
                                        c >= 'a' && c <= 'z'
                                                || c >= 'A' && c <= 'Z'
                                                || c >= '0' && c <= '9'
                                                || c == '.'
                                                || c == '-'
                                                || c == '_');
    }

    /** Two capital letters. */
    static boolean isCountry(String text) {
        return text.length() == 2 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Any text without control characters or half characters. */
    static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * Hash of an event id, the same for ever: FNV-1a over its UTF-16 code units (Fowler, Noll, Vo),
     * then the finaliser of MurmurHash3 (Appleby), so that every bit is well mixed.
     */
    public static long hash(char[] chars, int offset, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ chars[i]) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
