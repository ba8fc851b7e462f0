package dev.exodus.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PayloadMaskTest {
    private static final String NUMBER = "+4915112345678";
    private static final String NAME = "Ada Lovelace";

    @Test
    void keepsTheFormAndNothingOfAPerson() {
        assertThat(
                        mask(
                                "{\"user\":\"+4915112345678\",\"step\":\"completed\","
                                        + "\"weight\":12,\"zz\":true,\"e\":\"\\u00e4\"}"))
                .isEqualTo(
                        "{\"user\":\"xxxxxxxxxxxxxx\",\"step\":\"completed\","
                                + "\"weight\":99,\"xx\":true,\"x\":\"xxxxxx\"}");
    }

    @Test
    void masksWhatStandsOutsideQuotesToo() {
        assertThat(mask("ada@example.org +49 151 \u00C4da"))
                .isEqualTo("xxx@xxxxxxx.xxx +99 999 xxxx");
        assertThat(mask("{\"user\":\"Ada")).isEqualTo("{\"user\":\"xxx");
        assertThat(mask("completed")).as("a constant only within quotes").isEqualTo("xxxxxxxxx");
    }

    @Test
    void isCutToFourKibibytes() {
        assertThat(mask("\"" + "a".repeat(10_000) + "\"")).hasSize(4096);
    }

    @Property(tries = 2_000)
    void aPlantedPersonIsFoundNowhereWhateverSurroundsIt(
            @ForAll byte[] before, @ForAll byte[] after, @ForAll @IntRange(max = 20) int cut) {
        for (String planted : new String[] {NUMBER, NAME}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(before);
            bytes.writeBytes(planted.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(after);
            byte[] payload = bytes.toByteArray();
            String masked =
                    PayloadMask.mask(Arrays.copyOf(payload, Math.max(0, payload.length - cut)));
            assertThat(masked).doesNotContain("4915", "Ada", "Love", "lace");
            assertThat(masked.chars()).allMatch(c -> c >= ' ' && c < 0x7F);
        }
    }

    private static String mask(String payload) {
        return PayloadMask.mask(payload.getBytes(StandardCharsets.UTF_8));
    }
}
