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
import java.util.Set;

/**
 * Decodes the JSON of one feed into one reused {@link DecodedEvent}: only what is asked for, known
 * texts without a new String. Never throws: what is no event is REJECTED, with a reason.
 *
 * <p>Ordinary events go the short way, through {@link FlatScanner}; all others, token by token,
 * through Jackson. What comes out is the same.
 *
 * <p>Fields that are not asked for are checked for presence and type, not for content. A wrong
 * {@code schema_version} outweighs whatever else is wrong, since another version may mean anything.
 *
 * <p>Not thread-safe.
 */
public final class EventDecoder {
    private static final int LONGEST_DOCUMENT = 64 * 1024;
    private static final int LONGEST_TEXT = 4096;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNumberLength(40)
                                    .maxNameLength(128)
                                    .build())
                    .build();

    private final Feed feed;
    private final EventFields layout;
    private final EnumSet<Field> fields;
    private final DecodedEvent event = new DecodedEvent();
    private final Vocabulary vocabulary = new Vocabulary();
    private final Dictionary constants;
    private final FlatScanner scanner;

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
        this.layout = new EventFields(feed);
        this.scanner = new FlatScanner(feed, layout, vocabulary, this.fields, event);
    }

    /** Decodes one record's value. The result is overwritten by the next call. */
    public DecodedEvent decode(byte[] bytes, int offset, int length) {
        event.clear();
        if (length <= LONGEST_DOCUMENT && scanner.scan(bytes, offset, length)) {
            return event;
        }
        return parse(bytes, offset, length);
    }

    /** The long way: any JSON, and what is wrong with it. */
    DecodedEvent parse(byte[] bytes, int offset, int length) {
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
            int bit = layout.bit(name);
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
        int missing = layout.missing(seen, heartbeat);
        if (missing != 0) {
            return reject(RejectReason.MISSING_FIELD, layout.name(Integer.lowestOneBit(missing)));
        }
        if (event.eventTime < EventFields.EARLIEST) {
            return reject(RejectReason.IMPLAUSIBLE, "event_time is before the year 2000");
        }
        event.kind = heartbeat ? DecodedEvent.Kind.HEARTBEAT : DecodedEvent.Kind.EVENT;
        return event;
    }

    private void field(int bit, JsonToken token, JsonParser parser) throws IOException {
        switch (bit) {
            case EVENT_TIME -> event.eventTime = eventTime(token, parser);
            case WEIGHT -> event.weight = number(bit, token, parser, 1, EventFields.HIGHEST_WEIGHT);
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

    /**
     * Length of the current text. The parser does not see to its limit where a text fits into a
     * buffer of an earlier one.
     */
    private static int length(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > LONGEST_TEXT) {
            throw new StreamConstraintsException("a text of " + length);
        }
        return length;
    }

    private void text(int bit, JsonParser parser) throws IOException {
        switch (bit) {
            case SERVICE -> event.service = known(vocabulary.names, bit, parser);
            case COUNTRY -> event.country = known(vocabulary.countries, bit, parser);
            case PLATFORM -> event.platform = known(vocabulary.names, bit, parser);
            case COUNTER -> counter(parser);
            case TYPE -> type(parser);
            case EVENT_ID -> eventId(parser);
            case USER -> event.user = wanted(Field.USER, parser);
            case CARRIER -> {
                if (fields.contains(Field.CARRIER)) {
                    event.carrier = known(vocabulary.carriers, bit, parser);
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
                dictionary.get(parser.getTextCharacters(), parser.getTextOffset(), length(parser));
        if (text == null) {
            problem(RejectReason.OUT_OF_RANGE, bit);
        }
        return text;
    }

    private void counter(JsonParser parser) throws IOException {
        String constant =
                constants.get(parser.getTextCharacters(), parser.getTextOffset(), length(parser));
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
        if (length(parser) == 0) {
            problem(RejectReason.OUT_OF_RANGE, bit);
        }
        return hash(parser.getTextCharacters(), parser.getTextOffset(), length(parser));
    }

    private long eventTime(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            long time =
                    Rfc3339.parse(
                            parser.getTextCharacters(), parser.getTextOffset(), length(parser));
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
            otherVersion |= !parser.getText().equals(Integer.toString(EventFields.VERSION));
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
            problemField = layout.name(bit);
        }
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
