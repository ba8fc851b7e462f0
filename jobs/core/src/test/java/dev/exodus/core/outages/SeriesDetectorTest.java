package dev.exodus.core.outages;

import static dev.exodus.core.outages.Minutes.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesDetectorTest {
    private static final DetectorSettings COUNTS = DetectorSettings.counts(60);

    /**
     * Rows arrive with a part of their events, or not at all, and are corrected up to {@code open}
     * minutes later; at any moment the detector may be written and read back.
     */
    @Property(tries = 20)
    void correctionsInsideTheRingGiveWhatOnePassOverTheFinalRowsGives(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 15) int open,
            @ForAll @DoubleRange(min = 1, max = 500) double rate) {
        int from = 2 * DAY + 500;
        List<Bucket> truth =
                Minutes.counts(from + 200, rate, seed, i -> i >= from && i < from + 90 ? .2 : 1);
        Random random = new Random(seed);
        SeriesDetector detector = new SeriesDetector(COUNTS, open);
        TreeMap<Integer, List<Bucket>> corrections = new TreeMap<>();
        Map<Long, Step> said = new TreeMap<>();
        for (int i = 0; i < truth.size(); i++) {
            Bucket row = truth.get(i);
            boolean late = random.nextInt(8) == 0;
            if (late) {
                int then = i + random.nextInt(open);
                corrections.computeIfAbsent(then, t -> new ArrayList<>()).add(row);
                row = random.nextBoolean() ? Bucket.of(row.time(), row.value() / 2) : null;
            }
            if (row != null) {
                assertThat(detector.row(row)).isTrue();
            }
            for (Bucket correction : corrections.getOrDefault(i - 1, List.of())) {
                assertThat(detector.row(correction)).isTrue();
            }
            if (random.nextInt(200) == 0) {
                detector = SeriesDetector.fromBytes(detector.toBytes(), COUNTS, open);
            }
            detector.tick(Minutes.time(i)).forEach(step -> said.put(step.time(), step));
        }
        for (List<Bucket> rest : corrections.tailMap(truth.size() - 1).values()) {
            rest.forEach(detector::row);
        }
        detector.tick(Minutes.time(truth.size())).forEach(step -> said.put(step.time(), step));
        List<Step> batch = Minutes.run(truth);
        assertThat(said).hasSameSizeAs(batch);
        batch.forEach(step -> assertThat(said.get(step.time())).isEqualTo(step));
    }

    @Test
    void aSettledBucketIsNotTaken() {
        SeriesDetector detector = new SeriesDetector(COUNTS, 10);
        for (int i = 0; i < 30; i++) {
            detector.row(Bucket.of(Minutes.time(i), 5));
        }
        assertThat(detector.tick(Minutes.time(29))).hasSize(30);
        assertThat(detector.settledThrough()).isEqualTo(Minutes.time(19));
        assertThat(detector.row(Bucket.of(Minutes.time(19), 6))).isFalse();
        assertThat(detector.row(Bucket.of(Minutes.time(20), 6))).isTrue();
    }

    @Test
    void onlyACorrectionIsJudgedAgain() {
        SeriesDetector detector = new SeriesDetector(COUNTS, 10);
        detector.row(Bucket.of(Minutes.time(0), 5));
        detector.row(Bucket.of(Minutes.time(1), 5));
        detector.tick(Minutes.time(1));
        detector.row(Bucket.of(Minutes.time(1), 5));
        assertThat(detector.tick(Minutes.time(2))).isEmpty();
        detector.row(Bucket.of(Minutes.time(1), 6));
        assertThat(detector.tick(Minutes.time(2))).as("the tick is not later").isEmpty();
        assertThat(detector.tick(Minutes.time(3)))
                .extracting(Step::time)
                .containsExactly(Minutes.time(0), Minutes.time(1));
    }

    @Test
    void anOutageThatWasOnlyLateDataIsTakenBack() {
        SeriesDetector detector = new SeriesDetector(COUNTS, 10);
        List<Bucket> truth = Minutes.counts(3 * DAY, 500, 1, i -> 1);
        List<Step> last = List.of();
        for (int i = 0; i < truth.size(); i++) {
            boolean late = i >= truth.size() - 3;
            detector.row(late ? Bucket.of(truth.get(i).time(), 0) : truth.get(i));
            last = detector.tick(Minutes.time(i));
        }
        assertThat(last.get(0).episode()).isNotNull();
        truth.subList(truth.size() - 3, truth.size()).forEach(detector::row);
        List<Step> corrected = detector.tick(Minutes.time(truth.size()));
        assertThat(corrected).hasSize(10).allMatch(step -> step.episode() == null);
    }

    @Test
    void wrongUseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeriesDetector(COUNTS, 601))
                .withMessageContaining("601");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesDetector.fromBytes(new byte[2_000], COUNTS, 10));
    }
}
