package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final long MINUTE = 60_000;

    private final Bundle bundle = new Bundle(Feed.CONNECTION);

    @Test
    void latenciesWaitForTheWatermarkThatClosesTheirMinute() {
        add("DE", 0, 100);
        assertThat(latencies(MINUTE - 2)).isEmpty();
        add("DE", 1, 100);
        add("DE", 2, 7);
        assertThat(latencies(MINUTE - 2)).isEmpty();

        assertThat(latencies(MINUTE - 1)).containsExactly("0 DE 7 ms: 1", "0 DE 100 ms: 2");
        assertThat(bundle.isEmpty()).isTrue();
    }

    @Test
    void countsDoNotWait() {
        add("DE", 0, 100);

        assertThat(drain(Long.MIN_VALUE))
                .singleElement()
                .satisfies(partial -> assertThat(partial.cellEvents()).containsExactly(1));
        assertThat(bundle.events()).isZero();
        assertThat(bundle.isEmpty()).isFalse();
    }

    /** A snapshot must find the bundle empty. */
    @Test
    void nothingWaitsWhenAllIsAskedFor() {
        add("DE", 0, 100);
        add("BR", MINUTE, 50);
        drain(Long.MIN_VALUE);

        assertThat(latencies(Long.MAX_VALUE)).containsExactly("0 DE 100 ms: 1", "1 BR 50 ms: 1");
        assertThat(bundle.isEmpty()).isTrue();
    }

    @Test
    void latenciesOfAMinuteThatIsClosedGoWithTheNextWatermark() {
        add("DE", 0, 100);
        drain(10 * MINUTE);
        add("DE", 1, 200);

        assertThat(latencies(10 * MINUTE)).containsExactly("0 DE 200 ms: 1");
    }

    @Test
    void latenciesOfOneBucketAreOne() {
        add("DE", 0, 1_000);
        add("DE", 1, 1_003);
        add("DE", 2, 1_004);

        assertThat(latencies(MINUTE)).containsExactly("0 DE 1000 ms: 2", "0 DE 1004 ms: 1");
    }

    /** A country with many events is kept in another way. */
    @Test
    void manyEventsOfACountryAreCountedByBucket() {
        for (int i = 0; i < 1_000; i++) {
            add("DE", 0, i % 10);
            add("BR", 0, 30_000);
        }

        assertThat(latencies(MINUTE))
                .hasSize(11)
                .contains("0 DE 0 ms: 100", "0 DE 9 ms: 100", "0 BR 29952 ms: 1000");
        assertThat(bundle.isEmpty()).isTrue();
    }

    @Test
    void manyLatenciesDoNotWait() {
        for (int i = 0; i < 1_000; i++) {
            String country = "" + (char) ('A' + i / 26 % 26) + (char) ('A' + i % 26);
            for (int latency = 0; latency < 1_000; latency++) {
                add(country, 0, latency);
            }
        }

        assertThat(latencies(Long.MIN_VALUE)).hasSizeGreaterThan(200_000);
        assertThat(bundle.isEmpty()).isTrue();
    }

    @Test
    void servicesWithTheSameCountriesAndPlatformsAreToldApart() {
        bundle.add("telegram", "BR", "ios", 0, 0, 1, 7);
        bundle.add("telegram", "DE", "ios", 0, 1, 2, 7);
        bundle.add("whatsapp", "DE", "ios", 0, 0, 4, 9);

        List<MinutePartial> partials = drain(Long.MAX_VALUE);
        assertThat(partials)
                .extracting(MinutePartial::service)
                .containsExactly("telegram", "whatsapp");
        MinutePartial whatsapp = partials.get(1);
        assertThat(whatsapp.countries()).containsExactly("DE");
        assertThat(whatsapp.cellCountry()).containsExactly(0);
        assertThat(whatsapp.cellCounts()).startsWith(4, 0);
        assertThat(whatsapp.platformCounts()).startsWith(4, 0);
        assertThat(whatsapp.latencyMs()).containsExactly(9);
        assertThat(partials.get(0).countries()).containsExactly("BR", "DE");
    }

    private void add(String country, long time, long latencyMs) {
        bundle.add("whatsapp", country, null, time, 0, 1, latencyMs);
    }

    private List<MinutePartial> drain(long watermark) {
        List<MinutePartial> partials = new ArrayList<>();
        bundle.drain(watermark, partials::add);
        return partials;
    }

    /** What was handed over, added up. */
    private List<String> latencies(long watermark) {
        record Key(long minute, String country, long latencyMs) {}
        Map<Key, Long> weights = new HashMap<>();
        for (MinutePartial p : drain(watermark)) {
            for (int i = 0; i < p.latencyMs().length; i++) {
                weights.merge(
                        new Key(p.minute(), p.countries()[p.latencyCountry()[i]], p.latencyMs()[i]),
                        p.latencyWeight()[i],
                        Long::sum);
            }
        }
        return weights.entrySet().stream()
                .sorted(
                        Map.Entry.comparingByKey(
                                Comparator.comparing(Key::minute)
                                        .thenComparing(Key::country)
                                        .thenComparing(Key::latencyMs)))
                .map(
                        e ->
                                "%d %s %d ms: %d"
                                        .formatted(
                                                e.getKey().minute(),
                                                e.getKey().country(),
                                                e.getKey().latencyMs(),
                                                e.getValue()))
                .toList();
    }
}
