package dev.exodus.core.outages;

import static dev.exodus.core.outages.Minutes.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DetectorPropertiesTest {
    private static final DetectorSettings COUNTS = DetectorSettings.counts(60);

    @Test
    void theStateIsAtMostAKilobyte() {
        assertThat(DetectorState.BYTES).isLessThanOrEqualTo(1_024);
        assertThat(new DetectorState().toBytes()).hasSize(DetectorState.BYTES);
    }

    @Test
    void bytesOfAnotherLayoutAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorState.fromBytes(new byte[DetectorState.BYTES]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorState.fromBytes(new byte[10]));
    }

    @Property(tries = 30)
    void aSeriesSplitOverASnapshotGivesTheSame(
            @ForAll long seed,
            @ForAll @DoubleRange(min = .1, max = 3_000) double rate,
            @ForAll @IntRange(min = 0, max = 4 * DAY - 1) int split,
            @ForAll @IntRange(min = 0, max = 300) int outage) {
        int from = 3 * DAY + 200;
        List<Bucket> all =
                Minutes.counts(4 * DAY, rate, seed, i -> i >= from && i < from + outage ? .1 : 1);
        List<Step> whole = Minutes.run(all);
        DetectorState first = new DetectorState();
        Minutes.run(first, all.subList(0, split), COUNTS);
        DetectorState second = DetectorState.fromBytes(first.toBytes());
        List<Step> rest = Minutes.run(second, all.subList(split, all.size()), COUNTS);
        assertThat(rest).isEqualTo(whole.subList(split, all.size()));
    }

    @Property(tries = 10)
    void valuesMayBeGivenInAnyUnit(@ForAll long seed, @ForAll @IntRange(min = -8, max = 8) int k) {
        double unit = Math.scalb(1, k);
        List<Step> plain = values(seed, 1);
        List<Step> scaled = values(seed, unit);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(scaled.get(i).verdict()).isEqualTo(plain.get(i).verdict());
        }
    }

    private static List<Step> values(long seed, double unit) {
        Random random = new Random(seed);
        DetectorSettings settings = DetectorSettings.values(60);
        DetectorState state = new DetectorState();
        return IntStream.range(0, 3 * DAY)
                .mapToObj(
                        i -> {
                            double dip = i >= 2 * DAY + 300 && i < 2 * DAY + 330 ? 60 : 100;
                            double value = (dip + 3 * random.nextGaussian()) * unit;
                            return OutageDetector.step(
                                    state, Bucket.of(Minutes.time(i), value), settings);
                        })
                .toList();
    }

    @Property(tries = 10)
    void anOutageIsStillFoundInHalfOfTheEvents(@ForAll @IntRange(min = 0, max = 1_000) int seed) {
        int from = 6 * DAY + 600;
        List<Bucket> all = Minutes.counts(from + 120, 40, seed, i -> i >= from ? 0 : 1);
        Random coin = new Random(seed);
        List<Bucket> thinned =
                all.stream().map(b -> Bucket.of(b.time(), heads(coin, (int) b.value()))).toList();
        for (List<Bucket> buckets : List.of(all, thinned)) {
            List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));
            Episode last = episodes.get(episodes.size() - 1);
            assertThat(last.isOpen()).isTrue();
            assertThat(last.start()).isBetween(Minutes.time(from - 4), Minutes.time(from));
            assertThat(last.detected()).isLessThanOrEqualTo(Minutes.time(from + 2));
        }
    }

    private static int heads(Random coin, int tosses) {
        return (int) IntStream.range(0, tosses).filter(i -> coin.nextBoolean()).count();
    }
}
