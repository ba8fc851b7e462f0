package dev.exodus.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CountsTest {
    @Property
    void secondsOfABucketAddUpToItAndDifferByOneAtMost(
            @ForAll @IntRange(min = 1, max = 10) int minutes,
            @ForAll @LongRange(min = 0, max = 5_000_000) long count) {
        Counts counts = new Counts(60 * minutes, new long[] {0}, new long[] {count});

        var spread =
                IntStream.range(0, 60 * minutes)
                        .mapToLong(second -> counts.inSecond(0, second))
                        .summaryStatistics();

        assertThat(spread.getSum()).isEqualTo(count);
        assertThat(spread.getMax() - spread.getMin()).isBetween(0L, 1L);
    }

    @Property(tries = 1)
    void knowsItsGaps() {
        Counts counts = new Counts(60, new long[] {60, 120, 300, 360, 900}, new long[5]);

        assertThat(counts.gaps()).isEqualTo(2);
        assertThat(counts.to()).isEqualTo(Instant.ofEpochSecond(960));
    }

    @Property(tries = 1)
    void takesThePartThatIsAskedFor() {
        Counts counts = new Counts(60, new long[] {60, 120, 180}, new long[] {1, 2, 3});

        Counts part = counts.between(Instant.ofEpochSecond(120), Instant.ofEpochSecond(180));

        assertThat(part.times()).containsExactly(120);
        assertThat(part.counts()).containsExactly(2);
        assertThatThrownBy(
                        () ->
                                counts.between(
                                        Instant.ofEpochSecond(181), Instant.ofEpochSecond(999)))
                .hasMessageContaining("no bucket lies between");
    }

    @Property(tries = 1)
    void refusesBucketsThatOverlapOrAreNoWholeMinutes() {
        assertThatThrownBy(() -> new Counts(10, new long[] {0}, new long[] {1}))
                .hasMessage("buckets must be whole minutes, but they are 10 s apart");
        assertThatThrownBy(() -> new Counts(60, new long[] {30}, new long[] {1}))
                .hasMessageContaining("must begin with a minute");
        assertThatThrownBy(() -> new Counts(300, new long[] {0, 60}, new long[] {1, 1}))
                .hasMessageContaining("begins within the one before it");
    }
}
