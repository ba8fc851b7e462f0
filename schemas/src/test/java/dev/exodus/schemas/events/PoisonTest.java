package dev.exodus.schemas.events;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been seen in feeds, each with the reason for which it must be refused. */
class PoisonTest {
    private static final String GOOD = Poison.GOOD;
    private static final String STEP = "\"step\":\"completed\"";
    private static final Map<Feed, String> OTHER_FEEDS =
            Map.of(
                    Feed.SMS,
                    "\"carrier\":\"c\",\"attempt_id\":\"a\",\"attempt\":1,\"status\":\"sent\"",
                    Feed.CONNECTION,
                    "\"outcome\":\"ok\",\"latency_ms\":90");

    private final EventDecoder decoder = new EventDecoder(Feed.SIGNUP, Set.of(Field.EVENT_ID_HASH));

    static Stream<Arguments> poison() {
        assertThat(Poison.all()).hasSizeGreaterThan(40);
        return Poison.all().stream()
                .map(poison -> Arguments.of(poison.name(), poison.reason(), poison.value()));
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
}
