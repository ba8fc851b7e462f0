package dev.exodus.flink.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {
    private static final String OLD = "0b".repeat(32);
    private static final String NEW = "c4".repeat(32);
    private static final long CHANGE = Instant.parse("2014-02-22T20:00:00Z").toEpochMilli();
    private static final long HORIZON = 30 * 60_000;
    private static final String WHO = "+4915112345678";

    @TempDir Path folder;

    @Test
    void aPseudonymIsTheBeginningOfAnHmac() throws IOException {
        // RFC 4231, test case 6: a key of 131 bytes 0xaa.
        Pseudonyms pseudonyms = pseudonyms("a - " + "aa".repeat(131));
        assertThat(pseudonyms.of("Test Using Larger Than Block-Size Key - Hash Key First", 0))
                .isEqualTo(0x60e431591ee0b67fL);
    }

    @Test
    void whereAKeyTakesOverAPersonHasBothPseudonymsForOneHorizon() throws IOException {
        Pseudonyms old = pseudonyms("a - " + OLD);
        Pseudonyms rotated = pseudonyms("a - " + OLD, "b 2014-02-22T20:00:00Z " + NEW);
        assertThat(rotated.of(WHO, CHANGE - 1)).isEqualTo(old.of(WHO, 0));
        assertThat(rotated.next(WHO, CHANGE - 1)).isEqualTo(Pseudonyms.NONE);
        assertThat(rotated.of(WHO, CHANGE)).isEqualTo(old.of(WHO, 0));
        assertThat(rotated.next(WHO, CHANGE)).isEqualTo(rotated.of(WHO, CHANGE + HORIZON));
        assertThat(rotated.next(WHO, CHANGE + HORIZON - 1)).isNotEqualTo(Pseudonyms.NONE);
        assertThat(rotated.of(WHO, CHANGE + HORIZON)).isNotEqualTo(old.of(WHO, 0));
        assertThat(rotated.next(WHO, CHANGE + HORIZON)).isEqualTo(Pseudonyms.NONE);
    }

    @Test
    void commentsAndEmptyLinesAreNoKeys() throws IOException {
        assertThat(PseudonymKeys.read(file("# keys", "", "a - " + OLD))).hasToString("a");
    }

    @Test
    void aWrongLineIsNamedAndItsKeyIsNot() throws IOException {
        refused("line 1", "a - " + "secret".repeat(20));
        refused("line 1", "a - abcd");
        refused("line 1", "a 2014-02-22T20:00:00Z " + OLD);
        refused("line 1", "a key " + OLD);
        refused("line 2", "a - " + OLD, "b - " + NEW);
        refused("line 2", "a - " + OLD, "b yesterday " + NEW);
        refused(
                "line 3",
                "a - " + OLD,
                "b 2014-02-22T20:00:00Z " + NEW,
                "c 2014-02-22T21:00:00Z " + NEW);
        refused("has no key", "# nothing");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> PseudonymKeys.read(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none");
    }

    private void refused(String what, String... lines) throws IOException {
        Path file = file(lines);
        assertThatThrownBy(() -> PseudonymKeys.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(what)
                .message()
                .doesNotContain("secret", OLD, NEW, "abcd");
    }

    private Pseudonyms pseudonyms(String... lines) throws IOException {
        return new Pseudonyms(PseudonymKeys.read(file(lines)), HORIZON);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("keys"), List.of(lines));
    }
}
