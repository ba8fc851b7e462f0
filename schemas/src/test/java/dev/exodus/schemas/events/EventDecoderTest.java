package dev.exodus.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
    private static final String CONNECTION =
            """
            {"event_id":"c-1","event_time":1393093800000,"service":"whatsapp","country":"DE",\
            "platform":"android","user":"+4915112345678","outcome":"timeout","latency_ms":30000,\
            "weight":50,"client":"2.11.186"}""";

    private final EventDecoder connections = new EventDecoder(Feed.CONNECTION, Set.of());

    @Test
    void decodesWhatIsCountedAndLeavesThePersonOut() {
        DecodedEvent event = decode(CONNECTION);
        assertThat(event.kind()).isEqualTo(DecodedEvent.Kind.EVENT);
        assertThat(event.eventTime()).isEqualTo(1393093800000L);
        assertThat(event.service()).isEqualTo("whatsapp");
        assertThat(event.country()).isEqualTo("DE");
        assertThat(event.platform()).isEqualTo("android");
        assertThat(event.counter()).isEqualTo(Connection.Outcome.TIMEOUT.ordinal());
        assertThat(event.latencyMs()).isEqualTo(30_000);
        assertThat(event.weight()).isEqualTo(50);
        assertThat(event.user()).isNull();
        assertThat(event.eventId()).isNull();
        assertThat(event.eventIdHash()).isZero();
    }

    @Test
    void reusesTheStringOfAKnownText() {
        String first = decode(CONNECTION).service();
        assertThat(decode(CONNECTION).service()).isSameAs(first);
    }

    /** Jackson by itself forgets its limit where a buffer of an earlier event is large enough. */
    @Test
    void theLimitOfATextDoesNotDependOnEarlierEvents() {
        for (int length : new int[] {5_000, 4_000, 4_096, 4_097, 5_000}) {
            DecodedEvent event = decode(CONNECTION.replace("whatsapp", "w".repeat(length)));
            assertThat(event.reason())
                    .as("service of %d characters", length)
                    .isEqualTo(
                            length > 4_096 ? RejectReason.CONSTRAINT : RejectReason.OUT_OF_RANGE);
        }
    }

    @Test
    void forgetsTheEventBefore() {
        decode(CONNECTION);
        DecodedEvent event = decode("{\"type\":\"heartbeat\",\"event_time\":1393093801000}");
        assertThat(event.kind()).isEqualTo(DecodedEvent.Kind.HEARTBEAT);
        assertThat(event.service()).isNull();
        assertThat(event.weight()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "outcome":"timeout"       | "outcome":"lost"            | unknown_value
                    "outcome":"timeout"       | "outcome":7                 | wrong_type
                    "country":"DE"            | "country":"Germany"         | out_of_range
                    "service":"whatsapp"      | "service":"*"               | out_of_range
                    "service":"whatsapp"      | "service":""                | out_of_range
                    "service":"whatsapp",     | ''                          | missing_field
                    "user":"+4915112345678",  | ''                          | missing_field
                    "user":"+4915112345678"   | "user":{"id":1}             | wrong_type
                    "weight":50               | "weight":0                  | out_of_range
                    "weight":50               | "weight":1.5                | wrong_type
                    "latency_ms":30000        | "latency_ms":-1             | out_of_range
                    "latency_ms":30000        | "latency_ms":1e400          | wrong_type
                    "latency_ms":30000        | "latency_ms":NaN            | not_json
                    "latency_ms":30000        | "latency_ms":null           | wrong_type
                    "country":"DE"            | "country":"DE","country":"DE" | duplicate_field
                    1393093800000             | 1393093800                  | implausible
                    1393093800000             | 99999999999999999999        | out_of_range
                    1393093800000             | "yesterday"                 | wrong_type
                    {"event_id"               | {"schema_version":2,"event_id" | unknown_version
                    {"event_id"               | {"schema_version":"1","event_id" | unknown_version
                    {"event_id"               | [{"event_id"                | not_json
                    "client":"2.11.186"}      | "client":"2.11.186"}}       | trailing_data
                    "client":"2.11.186"}      | "client":"2.11.186"         | not_json
                    "client":"2.11.186"}      | "type":"signup"}            | unknown_value
                    "c-1"                     | 1                           | wrong_type
                    """)
    void refusesWithAReason(String part, String replacement, String reason) {
        String json = CONNECTION.replace(part, replacement);
        assertThat(json).isNotEqualTo(CONNECTION);
        DecodedEvent event = decode(json);
        assertThat(event.kind()).isEqualTo(DecodedEvent.Kind.REJECTED);
        assertThat(event.reason().wireName()).isEqualTo(reason);
    }

    @Test
    void anotherVersionOutweighsWhatElseIsWrong() {
        assertThat(decode("{\"event_id\":{},\"schema_version\":3}").reason())
                .isEqualTo(RejectReason.UNKNOWN_VERSION);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(decode("").reason()).isEqualTo(RejectReason.EMPTY);
        assertThat(decode(CONNECTION.getBytes(StandardCharsets.UTF_16)).reason())
                .isEqualTo(RejectReason.INVALID_UTF8);
        assertThat(decode(CONNECTION.getBytes(StandardCharsets.UTF_16LE)).reason())
                .isEqualTo(RejectReason.NOT_JSON);
        assertThat(decode("\uFEFF" + CONNECTION).reason()).isEqualTo(RejectReason.NOT_JSON);
        assertThat(
                        decode(
                                        CONNECTION
                                                .replace("DE", "\u00C4")
                                                .getBytes(StandardCharsets.ISO_8859_1))
                                .reason())
                .isEqualTo(RejectReason.INVALID_UTF8);
        assertThat(decode("[".repeat(100_000)).reason()).isEqualTo(RejectReason.CONSTRAINT);
        assertThat(decode("{\"a\":" + "[".repeat(60_000)).reason())
                .isEqualTo(RejectReason.CONSTRAINT);
    }

    @Test
    void isCutOffAtAnyByteWithoutAnEvent() {
        byte[] bytes = CONNECTION.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < bytes.length; length++) {
            assertThat(connections.decode(bytes, 0, length).reason())
                    .as("first %d bytes", length)
                    .isEqualTo(RejectReason.NOT_JSON);
        }
    }

    @Property(tries = 2_000)
    void neverThrows(@ForAll byte[] bytes) {
        assertThat(connections.decode(bytes, 0, bytes.length).kind()).isNotNull();
    }

    @Property(tries = 5_000)
    void neverThrowsOnADamagedEvent(@ForAll @IntRange(max = 250) int at, @ForAll byte replacement) {
        byte[] bytes = CONNECTION.getBytes(StandardCharsets.UTF_8);
        bytes[at % bytes.length] = replacement;
        DecodedEvent event = connections.decode(bytes, 0, bytes.length);
        assertThat(event.kind()).isNotNull();
        assertThat(event.kind() == DecodedEvent.Kind.REJECTED).isEqualTo(event.reason() != null);
    }

    @Property
    void decodesWhatWasEncoded(@ForAll("events") Event event) {
        Feed feed =
                event instanceof Signup
                        ? Feed.SIGNUP
                        : event instanceof Sms ? Feed.SMS : Feed.CONNECTION;
        assertThat(EventJson.decode(feed, EventJson.encode(event))).isEqualTo(event);
    }

    @Property
    void readsTimesAsTheStandardLibraryDoes(
            @ForAll @LongRange(min = 946_684_800_000L, max = 253_402_300_799_999L) long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        String json = CONNECTION.replace("1393093800000", '"' + text + '"');
        assertThat(decode(json).eventTime()).as(text).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "2014-02-22T19:30:00+01:00, 2014-02-22T18:30:00Z",
        "2014-02-22t18:30:00.5z, 2014-02-22T18:30:00.500Z",
        "2014-02-22T18:30:00.123456789Z, 2014-02-22T18:30:00.123Z",
        "2014-02-21T20:30:00.25-22:00, 2014-02-22T18:30:00.250Z",
        "2016-02-29T00:00:00Z, 2016-02-29T00:00:00Z"
    })
    void readsOffsetsAndFractions(String text, Instant time) {
        assertThat(decode(CONNECTION.replace("1393093800000", '"' + text + '"')).eventTime())
                .isEqualTo(time.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "2014-02-29T00:00:00Z", "2014-13-01T00:00:00Z", "2014-02-22T24:00:00Z",
        "2014-02-22T18:30:60Z", "2014-02-22T18:30:00", "2014-02-22 18:30:00Z",
        "2014-02-22T18:30:00.Z", "2014-02-22T18:30:00+0100", "2014-02-22T18:30:00Zx",
        "2014-02-22T18:30Z", "20x4-02-22T18:30:00Z"
    })
    void refusesWhatIsNoTime(String text) {
        assertThat(decode(CONNECTION.replace("1393093800000", '"' + text + '"')).reason())
                .isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void hashesEventIdsTheSameForEver() {
        char[] id = "xsignup-4711".toCharArray();
        assertThat(EventDecoder.hash(id, 0, 0)).isEqualTo(-1166397803181037274L);
        assertThat(EventDecoder.hash(id, 1, id.length - 1)).isEqualTo(-7283583787940894644L);
        EventDecoder signups = new EventDecoder(Feed.SIGNUP, Set.of(Field.EVENT_ID_HASH));
        String json =
                "{\"event_id\":\"signup-4711\",\"event_time\":1393093800000,"
                        + "\"service\":\"telegram\",\"country\":\"DE\",\"platform\":\"ios\","
                        + "\"user\":\"u\",\"step\":\"completed\"}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(signups.decode(bytes, 0, bytes.length).eventIdHash())
                .isEqualTo(EventDecoder.hash(id, 1, id.length - 1));
    }

    @Test
    void theHashOfAnAttemptIdIsThatOfItsTextAndAnEmptyOneIsRefused() {
        EventDecoder sms = new EventDecoder(Feed.SMS, Set.of(Field.ATTEMPT_ID_HASH));
        String json =
                "{\"event_id\":\"m-1\",\"event_time\":1393093800000,\"service\":\"telegram\","
                        + "\"country\":\"ES\",\"carrier\":\"c\",\"user\":\"u\",\"attempt_id\":\"%s\","
                        + "\"attempt\":1,\"status\":\"sent\"}";
        byte[] bytes = json.formatted("a-17").getBytes(StandardCharsets.UTF_8);
        assertThat(sms.decode(bytes, 0, bytes.length).attemptIdHash())
                .isEqualTo(EventDecoder.hash("a-17".toCharArray(), 0, 4));
        assertThat(sms.decode(bytes, 0, bytes.length).attemptId()).isNull();
        byte[] empty = json.formatted("").getBytes(StandardCharsets.UTF_8);
        assertThat(sms.decode(empty, 0, empty.length).detail()).isEqualTo("attempt_id");
    }

    @Test
    void theDictionaryStaysBoundedAndRight() {
        Dictionary dictionary = new Dictionary(text -> true);
        for (int i = 0; i < 20_000; i++) {
            char[] chars = Integer.toString(i).toCharArray();
            String text = dictionary.get(chars, 0, chars.length);
            assertThat(text).isEqualTo(Integer.toString(i));
            assertThat(dictionary.get(chars, 0, chars.length)).isSameAs(text);
        }
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<String> texts =
                Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> names = Arbitraries.of("telegram", "whatsapp", "line", "Viber-2.x_y");
        Arbitrary<String> countries = Arbitraries.of("DE", "BR", "ZA");
        Arbitrary<Long> times = Arbitraries.longs().between(946_684_800_000L, 4_102_444_800_000L);
        Arbitrary<Long> weights = Arbitraries.longs().between(1, 1_000_000_000);
        Arbitrary<Event> signups =
                Combinators.combine(
                                texts,
                                times,
                                names,
                                countries,
                                names,
                                texts,
                                Arbitraries.of(Signup.Step.class),
                                weights)
                        .as(Signup::new);
        Arbitrary<Event> connectionEvents =
                Combinators.combine(
                                texts,
                                times,
                                names,
                                countries,
                                texts,
                                Arbitraries.of(Connection.Outcome.class),
                                Arbitraries.longs().between(0, 1_000_000),
                                weights)
                        .as(
                                (id, t, s, c, u, o, l, w) ->
                                        new Connection(id, t, s, c, null, u, o, l, w));
        Arbitrary<Event> sms =
                Combinators.combine(
                                texts,
                                times,
                                names,
                                countries,
                                Arbitraries.of("T-Mobile", "\u00D6tk\u00F6zi", "\uD83D\uDCF1"),
                                texts,
                                texts,
                                Arbitraries.of(Sms.Status.class))
                        .as(
                                (id, t, s, c, carrier, u, a, status) ->
                                        new Sms(id, t, s, c, carrier, s, u, a, 3, status, 1));
        return Arbitraries.oneOf(signups, connectionEvents, sms);
    }

    @Test
    void decodesEveryFieldWhenAsked() {
        Sms sms =
                new Sms(
                        "e",
                        1393093800000L,
                        "telegram",
                        "DE",
                        "O2",
                        null,
                        "u",
                        "a-1",
                        2,
                        Sms.Status.DELIVERED,
                        1);
        byte[] bytes = EventJson.encode(sms);
        DecodedEvent event =
                new EventDecoder(Feed.SMS, EnumSet.allOf(Field.class))
                        .decode(bytes, 0, bytes.length);
        assertThat(event.carrier()).isEqualTo("O2");
        assertThat(event.attemptId()).isEqualTo("a-1");
        assertThat(event.attempt()).isEqualTo(2);
        assertThat(event.user()).isEqualTo("u");
    }

    private DecodedEvent decode(String json) {
        return decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private DecodedEvent decode(byte[] bytes) {
        return connections.decode(bytes, 0, bytes.length);
    }
}
