package dev.exodus.schemas.events;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been seen in feeds, each with the reason for which it must be refused. */
class PoisonCorpusTest {
    private static final String GOOD =
            "{\"event_id\":\"e1\",\"event_time\":1393093800000,\"service\":\"telegram\","
                    + "\"country\":\"DE\",\"platform\":\"ios\",\"user\":\"+4915112345678\","
                    + "\"step\":\"completed\",\"weight\":1}";

    private static final String STEP = "\"step\":\"completed\"";
    private static final Map<Feed, String> OTHER_FEEDS =
            Map.of(
                    Feed.SMS,
                    "\"carrier\":\"c\",\"attempt_id\":\"a\",\"attempt\":1,\"status\":\"sent\"",
                    Feed.CONNECTION,
                    "\"outcome\":\"ok\",\"latency_ms\":90");

    private final EventDecoder decoder = new EventDecoder(Feed.SIGNUP, Set.of(Field.EVENT_ID_HASH));

    static Stream<Arguments> poison() throws IOException {
        Map<String, Object[]> poison = new LinkedHashMap<>();
        poison.put("empty", poison(RejectReason.EMPTY, ""));
        poison.put("blank", poison(RejectReason.NOT_JSON, "   \n"));
        poison.put("null", poison(RejectReason.NOT_JSON, "null"));
        poison.put("a number", poison(RejectReason.NOT_JSON, "42"));
        poison.put("a string", poison(RejectReason.NOT_JSON, "\"hello\""));
        poison.put("an array", poison(RejectReason.NOT_JSON, "[" + GOOD + "]"));
        poison.put("plain text", poison(RejectReason.NOT_JSON, "GET / HTTP/1.1"));
        poison.put("XML", poison(RejectReason.NOT_JSON, "<event id='1'/>"));
        poison.put("CSV", poison(RejectReason.NOT_JSON, "e1,1393093800000,telegram"));
        poison.put("cut off", poison(RejectReason.NOT_JSON, GOOD.substring(0, 60)));
        poison.put("single quotes", poison(RejectReason.NOT_JSON, GOOD.replace('"', '\'')));
        poison.put("unquoted names", poison(RejectReason.NOT_JSON, "{event_id:1}"));
        poison.put("a comment", poison(RejectReason.NOT_JSON, "/* x */" + GOOD));
        poison.put("a trailing comma", poison(RejectReason.NOT_JSON, with(":1}", ":1,}")));
        poison.put("a control character", poison(RejectReason.NOT_JSON, with("e1", "e\u0001")));
        poison.put("a bad escape", poison(RejectReason.NOT_JSON, with("e1", "e\\q")));
        poison.put("NaN", poison(RejectReason.NOT_JSON, with(":1}", ":NaN}")));
        poison.put("Infinity", poison(RejectReason.NOT_JSON, with(":1}", ":-Infinity}")));
        poison.put("a leading zero", poison(RejectReason.NOT_JSON, with(":1}", ":01}")));
        poison.put("NUL", poison(RejectReason.NOT_JSON, with("e1", "e\u0000")));
        poison.put("a byte order mark", poison(RejectReason.NOT_JSON, "\uFEFF" + GOOD));
        poison.put(
                "UTF-16",
                new Object[] {RejectReason.NOT_JSON, GOOD.getBytes(StandardCharsets.UTF_16LE)});
        poison.put(
                "Latin-1",
                new Object[] {
                    RejectReason.INVALID_UTF8,
                    with("e1", "\u00FC").getBytes(StandardCharsets.ISO_8859_1)
                });
        poison.put("an overlong sequence", raw(RejectReason.INVALID_UTF8, 0xC0, 0xAF));
        poison.put("a surrogate as bytes", raw(RejectReason.INVALID_UTF8, 0xED, 0xA0, 0x80));
        poison.put("gzip", new Object[] {RejectReason.INVALID_UTF8, gzip()});
        poison.put("two objects", poison(RejectReason.TRAILING_DATA, GOOD + GOOD));
        poison.put("garbage behind", poison(RejectReason.TRAILING_DATA, GOOD + "x"));
        poison.put("a brace too many", poison(RejectReason.TRAILING_DATA, GOOD + "}"));
        poison.put(
                "a field twice",
                poison(
                        RejectReason.DUPLICATE_FIELD,
                        with("\"user\"", "\"step\":\"requested\",\"user\"")));
        poison.put("a later version", poison(RejectReason.UNKNOWN_VERSION, version("2")));
        poison.put("version as text", poison(RejectReason.UNKNOWN_VERSION, version("\"1\"")));
        poison.put("version 1.0", poison(RejectReason.UNKNOWN_VERSION, version("1.0")));
        poison.put("no fields", poison(RejectReason.MISSING_FIELD, "{}"));
        poison.put("no id", poison(RejectReason.MISSING_FIELD, with("event_id", "id")));
        poison.put("no time", poison(RejectReason.MISSING_FIELD, with("event_time", "at")));
        poison.put("no service", poison(RejectReason.MISSING_FIELD, with("service", "app")));
        poison.put("no step", poison(RejectReason.MISSING_FIELD, with("step", "Step")));
        poison.put("id as number", poison(RejectReason.WRONG_TYPE, with("\"e1\"", "1")));
        poison.put("service null", poison(RejectReason.WRONG_TYPE, with("\"telegram\"", "null")));
        poison.put("user an object", poison(RejectReason.WRONG_TYPE, user("{}")));
        poison.put("user an array", poison(RejectReason.WRONG_TYPE, user("[1]")));
        poison.put("weight true", poison(RejectReason.WRONG_TYPE, with(":1}", ":true}")));
        poison.put("weight 1.5", poison(RejectReason.WRONG_TYPE, with(":1}", ":1.5}")));
        poison.put("weight 1e400", poison(RejectReason.WRONG_TYPE, with(":1}", ":1e400}")));
        poison.put("time as word", poison(RejectReason.WRONG_TYPE, time("\"now\"")));
        poison.put("time as date", poison(RejectReason.WRONG_TYPE, time("\"2014-02-22\"")));
        poison.put("time as float", poison(RejectReason.WRONG_TYPE, time("1.3930938E12")));
        poison.put("weight 0", poison(RejectReason.OUT_OF_RANGE, with(":1}", ":0}")));
        poison.put("weight below 0", poison(RejectReason.OUT_OF_RANGE, with(":1}", ":-1}")));
        poison.put(
                "weight too large", poison(RejectReason.OUT_OF_RANGE, with(":1}", ":9999999999}")));
        poison.put(
                "time too large", poison(RejectReason.OUT_OF_RANGE, time("9223372036854775808")));
        poison.put("service *", poison(RejectReason.OUT_OF_RANGE, with("telegram", "*")));
        poison.put(
                "service too long",
                poison(RejectReason.OUT_OF_RANGE, with("telegram", "t".repeat(65))));
        poison.put(
                "half a character", poison(RejectReason.OUT_OF_RANGE, with("telegram", "\\ud800")));
        poison.put(
                "country by name",
                poison(RejectReason.OUT_OF_RANGE, with("\"DE\"", "\"Germany\"")));
        poison.put(
                "country in lower case",
                poison(RejectReason.OUT_OF_RANGE, with("\"DE\"", "\"de\"")));
        poison.put(
                "an unknown step", poison(RejectReason.UNKNOWN_VALUE, with("completed", "done")));
        poison.put(
                "a step in capitals",
                poison(RejectReason.UNKNOWN_VALUE, with("completed", "COMPLETED")));
        poison.put(
                "another feed's type",
                poison(RejectReason.UNKNOWN_VALUE, with("{", "{\"type\":\"sms\",")));
        poison.put("seconds for millis", poison(RejectReason.IMPLAUSIBLE, time("1393093800")));
        poison.put("time 0", poison(RejectReason.IMPLAUSIBLE, time("0")));
        poison.put("time below 0", poison(RejectReason.IMPLAUSIBLE, time("-1393093800000")));
        poison.put("year 1999", poison(RejectReason.IMPLAUSIBLE, time("\"1999-12-31T23:59:59Z\"")));
        poison.put("depth 100,000", poison(RejectReason.CONSTRAINT, user("[".repeat(100_000))));
        poison.put(
                "depth 17", poison(RejectReason.CONSTRAINT, user("[".repeat(17) + "]".repeat(17))));
        poison.put(
                "a string of 1 MB",
                poison(RejectReason.CONSTRAINT, user("\"" + "u".repeat(1_000_000) + "\"")));
        poison.put(
                "a service of 5,000",
                poison(RejectReason.CONSTRAINT, with("telegram", "t".repeat(5_000))));
        poison.put(
                "a name of 1,000",
                poison(RejectReason.CONSTRAINT, with("event_id", "n".repeat(1_000))));
        poison.put("1,000 digits", poison(RejectReason.CONSTRAINT, time("1".repeat(1_000))));
        assertThat(poison).hasSizeGreaterThan(40);
        return poison.entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()[0], e.getValue()[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void isRefusedForItsReasonAndTheNextEventIsFine(
            String name, RejectReason reason, byte[] value) {
        DecodedEvent event = decoder.decode(value, 0, value.length);
        assertThat(event.kind()).isEqualTo(DecodedEvent.Kind.REJECTED);
        assertThat(event.reason()).isEqualTo(reason);
        assertThat(String.valueOf(event.detail())).doesNotContain("4915", "telegram");
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.decode(good, 0, good.length).kind()).isEqualTo(DecodedEvent.Kind.EVENT);
    }

    /** The same faults in events of the other feeds; those of a step have no counterpart. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void isRefusedInTheOtherFeedsToo(String name, RejectReason reason, byte[] value) {
        OTHER_FEEDS.forEach(
                (feed, fields) -> {
                    String text =
                            new String(value, StandardCharsets.ISO_8859_1).replace(STEP, fields);
                    boolean ofSteps = text.toLowerCase(ROOT).contains("step");
                    boolean ofTypes = text.contains("\"type\":\"" + feed.wireName());
                    if (ofSteps || ofTypes) {
                        return;
                    }
                    byte[] other = text.getBytes(StandardCharsets.ISO_8859_1);
                    DecodedEvent event =
                            new EventDecoder(feed, Set.of(Field.EVENT_ID_HASH))
                                    .decode(other, 0, other.length);
                    assertThat(event.kind()).as("%s", feed).isEqualTo(DecodedEvent.Kind.REJECTED);
                    assertThat(event.reason()).as("%s", feed).isEqualTo(reason);
                });
    }

    @Test
    void theEventsOfTheOtherFeedsAreFineWithoutTheFault() {
        OTHER_FEEDS.forEach(
                (feed, fields) -> {
                    byte[] good = GOOD.replace(STEP, fields).getBytes(StandardCharsets.UTF_8);
                    assertThat(EventJson.decode(feed, good)).isNotNull();
                });
    }

    @Test
    void moreThanItMustIsStillAnEvent() {
        for (String json :
                new String[] {
                    GOOD,
                    " \n" + GOOD + " \t",
                    with("{", "{\"extra\":{\"deep\":[[1]]},"),
                    with("\"e1\"", "\"\\u0065\\u0031\""),
                    with("1393093800000", "\"2014-02-22T18:30:00Z\"")
                }) {
            byte[] value = json.getBytes(StandardCharsets.UTF_8);
            assertThat(decoder.decode(value, 0, value.length).kind())
                    .as(json)
                    .isEqualTo(DecodedEvent.Kind.EVENT);
        }
    }

    private static String with(String part, String replacement) {
        int at = GOOD.indexOf(part);
        return GOOD.substring(0, at) + replacement + GOOD.substring(at + part.length());
    }

    private static String version(String version) {
        return with("{", "{\"schema_version\":" + version + ",");
    }

    private static String time(String time) {
        return with("1393093800000", time);
    }

    private static String user(String user) {
        return with("\"+4915112345678\"", user);
    }

    private static Object[] poison(RejectReason reason, String value) {
        return new Object[] {reason, value.getBytes(StandardCharsets.UTF_8)};
    }

    /** The good event with these bytes in its id. */
    private static Object[] raw(RejectReason reason, int... bytes) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int at = GOOD.indexOf("e1");
        value.writeBytes(GOOD.substring(0, at).getBytes(StandardCharsets.UTF_8));
        for (int b : bytes) {
            value.write(b);
        }
        value.writeBytes(GOOD.substring(at).getBytes(StandardCharsets.UTF_8));
        return new Object[] {reason, value.toByteArray()};
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
