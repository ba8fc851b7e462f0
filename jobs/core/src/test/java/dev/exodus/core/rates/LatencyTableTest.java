package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
    private static final int HIGHEST_BUCKET = LatencyHistogram.bucket(Long.MAX_VALUE);

    private record Key(int country, int bucket) implements Comparable<Key> {
        @Override
        public int compareTo(Key that) {
            return Integer.compare(
                    country * (HIGHEST_BUCKET + 1) + bucket,
                    that.country * (HIGHEST_BUCKET + 1) + that.bucket);
        }
    }

    private final LatencyTable table = new LatencyTable();
    private final Map<Key, Long> expected = new TreeMap<>();

    @Test
    void whatComesOutAddsUpToWhatWentInForFewAndForMany() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            double skewed = random.nextDouble() * random.nextDouble() * random.nextDouble();
            add((int) (700 * skewed), random.nextInt(HIGHEST_BUCKET + 1), random.nextInt(1, 10));
        }
        assertThat(taken()).isEqualTo(expected);
    }

    /** The heaviest event, and more than one event may weigh. */
    @Test
    void heavyEventsAreCountedExactly() {
        add(675, HIGHEST_BUCKET, 1_000_000_000);
        add(675, HIGHEST_BUCKET, 1L << 30);
        add(0, 0, 1L << 40);
        add(0, 0, 1);
        assertThat(taken()).isEqualTo(expected);
    }

    @Test
    void countriesComeOneAfterTheOther() {
        for (int i = 0; i < 1_000; i++) {
            add(i % 3, i % 50, 1);
        }
        List<Integer> countries = new ArrayList<>();
        table.forEach(
                (country, bucket, weight) -> {
                    if (countries.isEmpty() || countries.get(countries.size() - 1) != country) {
                        countries.add(country);
                    }
                });
        assertThat(countries).containsExactly(0, 1, 2);
    }

    @Test
    void entriesAreAsManyAsAreHandedOver() {
        for (int i = 0; i < 1_000; i++) {
            add(i % 20 == 0 ? 1 : 0, i % 50, 1);
        }
        assertThat(table.entries()).isEqualTo(handedOver()).isEqualTo(1_000);
        table.compact();
        assertThat(table.entries())
                .as("those of the country with few, and 50 buckets of the other")
                .isEqualTo(handedOver())
                .isEqualTo(100);
    }

    /** Of countries with few latencies each there may be any number. */
    @Test
    void manyCountriesWithFewStayListed() {
        for (int i = 0; i < 20_000; i++) {
            add(i % 1_000, i % 50, 1);
        }
        table.compact();
        assertThat(table.entries()).isEqualTo(handedOver()).isEqualTo(20_000);
        assertThat(taken()).isEqualTo(expected);
    }

    private int handedOver() {
        int[] entries = {0};
        table.forEach((country, bucket, weight) -> entries[0]++);
        return entries[0];
    }

    private void add(int country, int bucket, long weight) {
        table.add(country, bucket, weight);
        expected.merge(new Key(country, bucket), weight, Long::sum);
    }

    private Map<Key, Long> taken() {
        Map<Key, Long> taken = new TreeMap<>();
        table.forEach(
                (country, bucket, weight) ->
                        taken.merge(new Key(country, bucket), weight, Long::sum));
        return taken;
    }
}
