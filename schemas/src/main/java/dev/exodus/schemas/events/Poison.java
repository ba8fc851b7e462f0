package dev.exodus.schemas.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What is no sign-up event, in all the ways that have been seen in feeds, each with the reason for
 * which it must be refused. For whoever tests what reads a feed.
 *
 * @param name what is wrong with it
 * @param reason for which it must be refused
 * @param value of the record
 */
public record Poison(String name, RejectReason reason, byte[] value) {
    /** The event that has something wrong with it in each of them. */
    public static final String GOOD =
            "{\"event_id\":\"e1\",\"event_time\":1393093800000,\"service\":\"telegram\","
                    + "\"country\":\"DE\",\"platform\":\"ios\",\"user\":\"+4915112345678\","
                    + "\"step\":\"completed\",\"weight\":1}";

    /** One of each kind. */
    public static List<Poison> all() {
        return new Corpus().all;
    }

    /** Makes them. */
    private static final class Corpus {
        private final List<Poison> all = new ArrayList<>();

        Corpus() {
            addWhatIsNoJson();
            addWhatIsNoText();
            addWhatIsNotOneObject();
            addWrongFields();
            addWrongValues();
            addWhatIsTooMuch();
        }

        private void addWhatIsNoJson() {
            add("empty", RejectReason.EMPTY, "");
            add("blank", RejectReason.NOT_JSON, "   \n");
            add("null", RejectReason.NOT_JSON, "null");
            add("a number", RejectReason.NOT_JSON, "42");
            add("a string", RejectReason.NOT_JSON, "\"hello\"");
            add("an array", RejectReason.NOT_JSON, "[" + GOOD + "]");
            add("plain text", RejectReason.NOT_JSON, "GET / HTTP/1.1");
            add("XML", RejectReason.NOT_JSON, "<event id='1'/>");
            add("CSV", RejectReason.NOT_JSON, "e1,1393093800000,telegram");
            add("cut off", RejectReason.NOT_JSON, GOOD.substring(0, 60));
            add("single quotes", RejectReason.NOT_JSON, GOOD.replace('"', '\''));
            add("unquoted names", RejectReason.NOT_JSON, "{event_id:1}");
            add("a comment", RejectReason.NOT_JSON, "/* x */" + GOOD);
            add("a trailing comma", RejectReason.NOT_JSON, with(":1}", ":1,}"));
            add("a control character", RejectReason.NOT_JSON, with("e1", "e\u0001"));
            add("a bad escape", RejectReason.NOT_JSON, with("e1", "e\\q"));
            add("NaN", RejectReason.NOT_JSON, with(":1}", ":NaN}"));
            add("Infinity", RejectReason.NOT_JSON, with(":1}", ":-Infinity}"));
            add("a leading zero", RejectReason.NOT_JSON, with(":1}", ":01}"));
            add("NUL", RejectReason.NOT_JSON, with("e1", "e\u0000"));
            add("a byte order mark", RejectReason.NOT_JSON, "\uFEFF" + GOOD);
            add("UTF-16", RejectReason.NOT_JSON, GOOD.getBytes(StandardCharsets.UTF_16LE));
        }

        private void addWhatIsNoText() {
            add(
                    "Latin-1",
                    RejectReason.INVALID_UTF8,
                    with("e1", "\u00FC").getBytes(StandardCharsets.ISO_8859_1));
            add("an overlong sequence", RejectReason.INVALID_UTF8, raw(0xC0, 0xAF));
            add("a surrogate as bytes", RejectReason.INVALID_UTF8, raw(0xED, 0xA0, 0x80));
            add("gzip", RejectReason.INVALID_UTF8, gzip());
        }

        private void addWhatIsNotOneObject() {
            add("two objects", RejectReason.TRAILING_DATA, GOOD + GOOD);
            add("garbage behind", RejectReason.TRAILING_DATA, GOOD + "x");
            add("a brace too many", RejectReason.TRAILING_DATA, GOOD + "}");
            add(
                    "a field twice",
                    RejectReason.DUPLICATE_FIELD,
                    with("\"user\"", "\"step\":\"requested\",\"user\""));
            add("a later version", RejectReason.UNKNOWN_VERSION, version("2"));
            add("version as text", RejectReason.UNKNOWN_VERSION, version("\"1\""));
            add("version 1.0", RejectReason.UNKNOWN_VERSION, version("1.0"));
        }

        private void addWrongFields() {
            add("no fields", RejectReason.MISSING_FIELD, "{}");
            add("no id", RejectReason.MISSING_FIELD, with("event_id", "id"));
            add("no time", RejectReason.MISSING_FIELD, with("event_time", "at"));
            add("no service", RejectReason.MISSING_FIELD, with("service", "app"));
            add("no step", RejectReason.MISSING_FIELD, with("step", "Step"));
            add("id as number", RejectReason.WRONG_TYPE, with("\"e1\"", "1"));
            add("service null", RejectReason.WRONG_TYPE, with("\"telegram\"", "null"));
            add("user an object", RejectReason.WRONG_TYPE, user("{}"));
            add("user an array", RejectReason.WRONG_TYPE, user("[1]"));
            add("weight true", RejectReason.WRONG_TYPE, with(":1}", ":true}"));
            add("weight 1.5", RejectReason.WRONG_TYPE, with(":1}", ":1.5}"));
            add("weight 1e400", RejectReason.WRONG_TYPE, with(":1}", ":1e400}"));
            add("time as word", RejectReason.WRONG_TYPE, time("\"now\""));
            add("time as date", RejectReason.WRONG_TYPE, time("\"2014-02-22\""));
            add("time as float", RejectReason.WRONG_TYPE, time("1.3930938E12"));
        }

        private void addWrongValues() {
            add("weight 0", RejectReason.OUT_OF_RANGE, with(":1}", ":0}"));
            add("weight below 0", RejectReason.OUT_OF_RANGE, with(":1}", ":-1}"));
            add("weight too large", RejectReason.OUT_OF_RANGE, with(":1}", ":9999999999}"));
            add("time too large", RejectReason.OUT_OF_RANGE, time("9223372036854775808"));
            add("service *", RejectReason.OUT_OF_RANGE, with("telegram", "*"));
            add("service too long", RejectReason.OUT_OF_RANGE, with("telegram", "t".repeat(65)));
            add("half a character", RejectReason.OUT_OF_RANGE, with("telegram", "\\ud800"));
            add("country by name", RejectReason.OUT_OF_RANGE, with("\"DE\"", "\"Germany\""));
            add("country in lower case", RejectReason.OUT_OF_RANGE, with("\"DE\"", "\"de\""));
            add("an unknown step", RejectReason.UNKNOWN_VALUE, with("completed", "done"));
            add("a step in capitals", RejectReason.UNKNOWN_VALUE, with("completed", "COMPLETED"));
            add("another feed's type", RejectReason.UNKNOWN_VALUE, with("{", "{\"type\":\"sms\","));
            add("seconds for millis", RejectReason.IMPLAUSIBLE, time("1393093800"));
            add("time 0", RejectReason.IMPLAUSIBLE, time("0"));
            add("time below 0", RejectReason.IMPLAUSIBLE, time("-1393093800000"));
            add("year 1999", RejectReason.IMPLAUSIBLE, time("\"1999-12-31T23:59:59Z\""));
        }

        private void addWhatIsTooMuch() {
            add("depth 100,000", RejectReason.CONSTRAINT, user("[".repeat(100_000)));
            add("depth 17", RejectReason.CONSTRAINT, user("[".repeat(17) + "]".repeat(17)));
            add(
                    "a string of 1 MB",
                    RejectReason.CONSTRAINT,
                    user("\"" + "u".repeat(1_000_000) + "\""));
            add("a service of 5,000", RejectReason.CONSTRAINT, with("telegram", "t".repeat(5_000)));
            add("a name of 1,000", RejectReason.CONSTRAINT, with("event_id", "n".repeat(1_000)));
            add("1,000 digits", RejectReason.CONSTRAINT, time("1".repeat(1_000)));
        }

        private void add(String name, RejectReason reason, String value) {
            add(name, reason, value.getBytes(StandardCharsets.UTF_8));
        }

        private void add(String name, RejectReason reason, byte[] value) {
            all.add(new Poison(name, reason, value));
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

    /** The good event with these bytes in its id. */
    private static byte[] raw(int... bytes) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int at = GOOD.indexOf("e1");
        value.writeBytes(GOOD.substring(0, at).getBytes(StandardCharsets.UTF_8));
        for (int b : bytes) {
            value.write(b);
        }
        value.writeBytes(GOOD.substring(at).getBytes(StandardCharsets.UTF_8));
        return value.toByteArray();
    }

    private static byte[] gzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
