package dev.exodus.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short way and the long way through an event come to the same, whatever the bytes. */
class FlatScannerTest {
    private static final int MUTANTS = 1_000;

    /** What mutations put into JSON. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\\"",
        "\\u0041",
        " ",
        "\n",
        "\t",
        "\r",
        "\0",
        "\u0001",
        "\u001f",
        "\u007f",
        "\u0080",
        "\u00fc",
        "\ud83d\ude00",
        "\ufeff",
        "-",
        "-0",
        "0",
        "01",
        "1",
        "1.5",
        "1e3",
        "1E400",
        "+1",
        ".5",
        "1.",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "999999999999999999",
        "1000000001",
        "2147483648",
        "1393093800000",
        "946684799999",
        "946684800000",
        "NaN",
        "Infinity",
        "true",
        "false",
        "null",
        "tru",
        "{}",
        "[]",
        "{\"a\":1}",
        "\"\"",
        "\"1\"",
        "\"heartbeat\"",
        "\"connection\"",
        "\"signup\"",
        "\"sms\"",
        "\"ok\"",
        "\"OK\"",
        "\"completed\"",
        "\"sent\"",
        "\"DE\"",
        "\"de\"",
        "\"*\"",
        "\"2014-02-22T18:30:00Z\"",
        "\"2014-02-22T18:30:00.123456+01:00\"",
        "\"2014-02-30T18:30:00Z\"",
        "/*x*/",
        "//x\n",
        "\"event_id\":",
        "\"event_time\":",
        "\"service\":",
        "\"country\":",
        "\"platform\":",
        "\"user\":",
        "\"weight\":",
        "\"latency_ms\":",
        "\"carrier\":",
        "\"attempt_id\":",
        "\"attempt\":",
        "\"schema_version\":",
        "\"type\":",
        "\"producer\":",
        "\"outcome\":",
        "\"step\":",
        "\"status\":",
        "\"extra\":",
        "\"schema_version\":1,",
        "\"weight\":2,",
        "\"type\":\"heartbeat\",",
        "\"a\":\"b\",",
        "\"" + "x".repeat(119) + "\"",
        "\"" + "x".repeat(120) + "\"",
        "\"" + "x".repeat(121) + "\"",
        "\"" + "n".repeat(128) + "\":1,",
        "\"" + "n".repeat(129) + "\":1,",
        "\"" + "x".repeat(4_097) + "\"",
        "1".repeat(41),
    };

    @ParameterizedTest
    @EnumSource(Feed.class)
    void agreesWithTheParserOnEveryExampleAndPoison(Feed feed) throws IOException {
        Pair pair = new Pair(feed);
        for (byte[] json : corpus()) {
            pair.agreeOn(json);
        }
    }

    @ParameterizedTest
    @EnumSource(Feed.class)
    void agreesWithTheParserOnWhateverBecomesOfThem(Feed feed) throws IOException {
        Pair pair = new Pair(feed);
        Random random = new Random(feed.ordinal());
        List<byte[]> corpus = corpus();
        for (byte[] json : corpus) {
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = json;
                for (int k = random.nextInt(3); k >= 0; k--) {
                    mutant = mutate(mutant, corpus, random);
                }
                pair.agreeOn(mutant);
            }
        }
        assertThat(pair.events).as("events among them").isGreaterThan(1_000);
        assertThat(pair.refused).as("refused among them").isGreaterThan(10_000);
    }

    /** The test above would hold of a scanner that takes nothing. */
    @ParameterizedTest
    @EnumSource(Feed.class)
    void ordinaryEventsGoTheShortWay(Feed feed) throws IOException {
        Pair pair = new Pair(feed);
        for (String name : List.of("plain", "typed", "weighted", "with-version")) {
            byte[] json =
                    Files.readAllBytes(
                            Path.of("events", "examples", feed.wireName(), "valid")
                                    .resolve(name + ".json"));
            assertThat(pair.scanner.scan(json, 0, json.length)).as("%s, %s", feed, name).isTrue();
        }
    }

    @Test
    void itLooksAtNothingOutsideItsBytes() {
        byte[] json =
                "\"{\"type\":\"heartbeat\",\"event_time\":1393093800000}\""
                        .getBytes(StandardCharsets.US_ASCII);
        Pair pair = new Pair(Feed.SMS);
        for (int length = 0; length < json.length; length++) {
            assertThat(pair.scanner.scan(json, 1, length)).isEqualTo(length == json.length - 2);
        }
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("events", "examples"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        Poison.all().forEach(poison -> corpus.add(poison.value()));
        // What one poison is made of is too long to be mutated a thousand times.
        corpus.replaceAll(json -> json.length > 10_000 ? Arrays.copyOf(json, 10_000) : json);
        return corpus;
    }

    private static byte[] mutate(byte[] json, List<byte[]> corpus, Random random) {
        int at = random.nextInt(json.length + 1);
        int to = Math.min(json.length, at + random.nextInt(4));
        return switch (random.nextInt(6)) {
            case 0 -> splice(json, at, at, piece(random));
            case 1 -> splice(json, at, to, piece(random));
            case 2 -> splice(json, at, to, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(json, at, to, new byte[0]);
            case 4 -> replaceValue(json, random);
            default -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length + 1);
                int end = Math.min(other.length, from + random.nextInt(40));
                yield splice(json, at, to, Arrays.copyOfRange(other, from, end));
            }
        };
    }

    /** What stands between a colon and the next comma or brace becomes something else. */
    private static byte[] replaceValue(byte[] json, Random random) {
        int from = random.nextInt(json.length + 1);
        while (from < json.length && json[from] != ':') {
            from++;
        }
        int to = Math.min(from + 1, json.length);
        int end = to;
        while (end < json.length && json[end] != ',' && json[end] != '}') {
            end++;
        }
        return splice(json, to, end, piece(random));
    }

    private static byte[] piece(Random random) {
        return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] json, int from, int to, byte[] piece) {
        byte[] result = new byte[from + piece.length + json.length - to];
        System.arraycopy(json, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(json, to, result, from + piece.length, json.length - to);
        return result;
    }

    /** Both ways, with every field and with none of those that may be left out. */
    private static final class Pair {
        private final List<EventDecoder> shortWay;
        private final List<EventDecoder> longWay;
        private final FlatScanner scanner;
        private int events;
        private int refused;

        Pair(Feed feed) {
            List<Set<Field>> fields = List.of(EnumSet.allOf(Field.class), Set.of());
            shortWay = fields.stream().map(wanted -> new EventDecoder(feed, wanted)).toList();
            longWay = fields.stream().map(wanted -> new EventDecoder(feed, wanted)).toList();
            scanner =
                    new FlatScanner(
                            feed,
                            new EventFields(feed),
                            new Vocabulary(),
                            EnumSet.noneOf(Field.class),
                            new DecodedEvent());
        }

        void agreeOn(byte[] json) {
            // Inside a larger array, as a decoder may be called.
            byte[] padded = new byte[json.length + 16];
            Arrays.fill(padded, (byte) '"');
            System.arraycopy(json, 0, padded, 8, json.length);
            for (int i = 0; i < shortWay.size(); i++) {
                DecodedEvent event = shortWay.get(i).decode(padded, 8, json.length);
                String expected = text(longWay.get(i).parse(json, 0, json.length));
                if (!text(event).equals(expected)) {
                    assertThat(text(event))
                            .as(new String(json, StandardCharsets.ISO_8859_1))
                            .isEqualTo(expected);
                }
                if (event.kind() == DecodedEvent.Kind.REJECTED) {
                    refused++;
                } else {
                    events++;
                }
            }
        }

        private static String text(DecodedEvent e) {
            return String.join(
                    "|",
                    Stream.of(
                                    e.kind,
                                    e.reason,
                                    e.detail,
                                    e.eventTime,
                                    e.service,
                                    e.country,
                                    e.platform,
                                    e.counter,
                                    e.weight,
                                    e.latencyMs,
                                    e.attempt,
                                    e.eventIdHash,
                                    e.attemptIdHash,
                                    e.eventId,
                                    e.user,
                                    e.carrier,
                                    e.attemptId,
                                    e.producer)
                            .map(String::valueOf)
                            .toList());
        }
    }
}
