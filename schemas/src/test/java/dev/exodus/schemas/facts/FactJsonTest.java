package dev.exodus.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.schemas.events.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FactJsonTest {

    @Test
    void writesOneFieldPerColumn() {
        RegistrationSecond row =
                new RegistrationSecond(
                        "telegram", Instant.parse("2014-02-22T19:30:00Z"), 120, 97, true, 1, 217);
        assertThat(new String(FactJson.encode(row), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"schema_version\":1,\"type\":\"registrations_1s\","
                                + "\"service\":\"telegram\",\"time\":\"2014-02-22T19:30:00Z\","
                                + "\"requested\":120,\"registrations\":97,\"complete\":true,"
                                + "\"generation\":1,\"revision\":217}");
    }

    @Property(tries = 300)
    void readsWhatItWrote(@ForAll FactType type, @ForAll long seed) {
        Fact fact = arbitrary(type, new Random(seed));
        assertThat(FactJson.decode(FactJson.encode(fact))).isEqualTo(fact);
    }

    @Test
    void ignoresFieldsOfLaterReleases() {
        String json =
                "{\"type\":\"tick\",\"new\":{\"a\":[1]},\"feed\":\"sms\",\"service\":\"line\","
                        + "\"through\":\"2014-02-22T19:30:00Z\",\"generation\":1,\"revision\":7}";
        assertThat(FactJson.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Tick("sms", "line", Instant.parse("2014-02-22T19:30:00Z"), 1, 7));
    }

    @Test
    void saysWhyBytesAreNoFact() {
        assertRefused("", "JSON");
        assertRefused("{\"type\":\"tick\"", "JSON");
        assertRefused("[]", "object");
        assertRefused("{}", "no type");
        assertRefused("{\"type\":\"ticks\"}", "unknown fact type 'ticks'");
        assertRefused("{\"type\":\"tick\",\"feed\":\"sms\"}", "no service");
        assertRefused("{\"type\":\"tick\",\"schema_version\":2}", "version 2");
        assertRefused(
                "{\"type\":\"tick\",\"feed\":\"sms\",\"service\":\"line\",\"through\":\"now\"}",
                "now");
    }

    @Test
    void aDeadLetterSurvivesItsWay() {
        DeadLetter letter =
                new DeadLetter(
                        "events.sms", 3, 42, "sms", "not_json", null, 1393097400123L, "{\"x");
        assertThat(DeadLetter.fromJson(letter.toJson())).isEqualTo(letter);
        assertThatThrownBy(() -> DeadLetter.fromJson("{}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("needs partition");
    }

    private static void assertRefused(String json, String reason) {
        assertThatThrownBy(() -> FactJson.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** Any row of a table. */
    static Fact arbitrary(FactType type, Random random) {
        Object[] values =
                type.columns().stream()
                        .map(
                                column ->
                                        column.nullable() && random.nextBoolean()
                                                ? null
                                                : value(column.type(), random))
                        .toArray();
        return type.fact(values);
    }

    private static Object value(Column.Type type, Random random) {
        return switch (type) {
            case TEXT -> "t\u00E4xt \"" + random.nextInt(1_000);
            case BIGINT -> random.nextLong();
            case INTEGER -> random.nextInt();
            case DOUBLE -> random.nextDouble() * 1e9;
            case BOOLEAN -> random.nextBoolean();
            case TIMESTAMP ->
                    Instant.ofEpochMilli(Math.floorMod(random.nextLong(), 4_102_444_800_000L));
            case DATE -> LocalDate.ofEpochDay(random.nextInt(40_000));
        };
    }
}
