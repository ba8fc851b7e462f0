package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The minutes of days, and the file of those that were learnt. */
class MinutesTest {
    private final MinutesOfDay day = new MinutesOfDay();

    @Test
    void theNewestRowOfAMinuteCountsWhateverTheirOrder() {
        assertThat(day.put(5, 70, 7)).isTrue();
        assertThat(day.put(5, 60, 6)).isFalse();
        assertThat(day.at(5)).isEqualTo(70);
        assertThat(day.put(5, -1, 8)).isTrue();
        assertThat(day.at(5)).isNaN();
        assertThat(day.at(6)).isNaN();
    }

    @Test
    void whatIsSealedChangesNoMore() {
        day.put(5, 70, 7);
        day.seal();
        assertThat(day.put(5, 80, 8)).isFalse();
        assertThat(day.put(6, 80, 8)).isFalse();
        assertThat(day.at(5)).isEqualTo(70);
    }

    @Test
    void aDayComesBackAsItWasAndTakesHardlyMoreThanItsCounts() throws IOException {
        for (int i = 0; i < MinutesOfDay.MINUTES; i++) {
            day.put(i, 100 + i, 1L << 40);
        }
        byte[] open = bytes(day);
        assertThat(bytes(MinutesOfDay.read(in(open)))).isEqualTo(open);
        assertThat(bytes(day.copy())).isEqualTo(open);
        assertThat(open.length).isLessThan(16_000);
        day.seal();
        byte[] sealed = bytes(day);
        assertThat(bytes(MinutesOfDay.read(in(sealed)))).isEqualTo(sealed);
        assertThat(sealed.length).isLessThan(3_000);
    }

    @Test
    void whatWasLearntComesBackAsItWas() throws IOException {
        MinuteSeries series = MinuteSeries.of(70, new double[] {3, Double.NaN, 0, 100_000});
        LearntRegistrations learnt = new LearntRegistrations(Map.of("a", Map.of("*", series)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        learnt.write(new DataOutputStream(out));

        MinuteSeries read =
                LearntRegistrations.read(in(out.toByteArray())).services().get("a").get("*");
        assertThat(read.from()).isEqualTo(70);
        assertThat(read.end()).isEqualTo(74);
        assertThat(read.at(70)).isEqualTo(3);
        assertThat(read.has(71)).isFalse();
        assertThat(read.at(72)).isZero();
        assertThat(read.at(73)).isEqualTo(100_000);
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> LearntRegistrations.read(in(new byte[] {1, 2, 3, 4, 5})))
                .hasMessageContaining("./exodus learn --registrations");
    }

    private static byte[] bytes(MinutesOfDay day) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        day.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
