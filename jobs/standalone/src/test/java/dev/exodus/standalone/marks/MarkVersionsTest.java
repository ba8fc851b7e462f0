package dev.exodus.standalone.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.facts.Mark;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkVersionsTest {
    private static final Instant AT = Instant.parse("2014-02-19T21:00:00Z");

    private static Mark news(String label) {
        return MarkVersions.of("news", "whatsapp", null, null, AT, null, label, "press");
    }

    @Test
    void theSameSaidTwiceIsOneMark() {
        assertThat(news("bought").markId()).isEqualTo(news("bought").markId()).hasSize(16);
        assertThat(news("sold").markId()).isNotEqualTo(news("bought").markId());
    }

    @Test
    void eachVersionHasAHigherRevision() {
        Mark first = MarkVersions.next(news("bought"), Map.of());
        Mark removed = MarkVersions.removed(first.markId(), Map.of(first.markId(), first));
        Mark again = MarkVersions.next(news("bought"), Map.of(first.markId(), removed));

        assertThat(first.revision()).isEqualTo(1);
        assertThat(removed.removed()).isTrue();
        assertThat(removed.revision()).isEqualTo(2);
        assertThat(again.removed()).isFalse();
        assertThat(again.revision()).isEqualTo(3);
    }

    @Test
    void whatIsNotThereCannotBeTakenBack() {
        Mark first = news("bought");
        Mark removed = MarkVersions.removed(first.markId(), Map.of(first.markId(), first));

        assertRefused(() -> MarkVersions.removed("abc", Map.of()), "there is no mark abc");
        assertRefused(
                () -> MarkVersions.removed(first.markId(), Map.of(first.markId(), removed)),
                "there is no mark " + first.markId());
    }

    @Test
    void aCauseMayBeStatedBeforeTheIncidentHasAnId() {
        Mark cause =
                MarkVersions.of("cause", "whatsapp", null, null, AT, null, "servers", "WhatsApp");

        assertThat(cause.service()).isEqualTo("whatsapp");
        assertThat(cause.incidentId()).isNull();
    }

    @Test
    void wrongOnesAreRefusedWithASentence() {
        assertRefused(
                () -> MarkVersions.of("rumour", null, null, null, AT, null, "x", null),
                "kind must be one of news, maintenance, note, verdict, cause");
        assertRefused(() -> news(" "), "label must say something");
        assertRefused(
                () -> MarkVersions.of("note", null, null, null, AT, AT, "x", null),
                "it must end after it begins, not at 2014-02-19T21:00:00Z");
        assertRefused(
                () -> MarkVersions.of("verdict", null, null, "id", AT, null, "maybe", null),
                "the label of a verdict is one of confirmed, false alarm");
        assertRefused(
                () -> MarkVersions.of("verdict", "line", null, null, AT, null, "confirmed", null),
                "a verdict is about an incident: name it");
        assertRefused(
                () -> MarkVersions.of("cause", null, null, null, AT, null, "servers", null),
                "a cause is of an incident, or of what a service went through: name one");
        assertRefused(
                () -> MarkVersions.of("maintenance", "line", null, null, AT, null, "x", null),
                "maintenance is of a service, and ends");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessage(why);
    }
}
