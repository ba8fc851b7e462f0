package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DelaysTest {
    @Property(tries = 300)
    void quantilesAreThoseOfAnHdrHistogram(
            @ForAll @Size(min = 1, max = 200)
                    List<@IntRange(min = 0, max = 2_000_000) Integer> all) {
        Histogram histogram = new Histogram(3_600_000, 2);
        Delays delays = new Delays();
        for (int value : all) {
            histogram.recordValue(value);
            delays.add(value, 1);
        }
        for (double percent : new double[] {1, 50, 95, 99.9, 100}) {
            assertThat(delays.percentileMs(percent))
                    .isEqualTo(histogram.getValueAtPercentile(percent));
        }
    }

    @Property(tries = 300)
    void whatIsTakenBackWasNeverThere(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 100_000) Integer> stays,
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 100_000) Integer> goes) {
        Delays plain = new Delays();
        Delays delays = new Delays();
        goes.forEach(value -> delays.add(value, 3));
        stays.forEach(value -> delays.add(value, 1));
        stays.forEach(value -> plain.add(value, 1));
        goes.forEach(value -> delays.add(value, -3));
        for (double percent : new double[] {1, 50, 95, 100}) {
            assertThat(delays.percentileMs(percent)).isEqualTo(plain.percentileMs(percent));
        }
    }

    @Test
    void withoutDelaysThereIsNoQuantile() {
        assertThat(new Delays().percentileMs(50)).isNull();
    }

    @Test
    void delaysOfMoreThanAnHourCountAsAnHour() {
        Delays delays = new Delays();
        delays.add(Long.MAX_VALUE, 1);
        assertThat(delays.percentileMs(50)).isBetween(3_600_000L, 3_640_000L);
    }
}
