package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.outages.Episode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

class SeriesWatchTest {
    private static final int DAY = 1_440;
    private static final int FROM = 2 * DAY + 500;
    private static final int MINUTES = FROM + 300;
    private static final int WEIGHT = 200;
    private static final Series CONNECTIONS = Series.whole(Signal.CONNECTIONS_OK, 60);

    /** What was said in the end of each bucket, and every episode that ended for good. */
    private static final class Said {
        final Map<Long, Told> buckets = new TreeMap<>();
        final List<Episode> closed = new ArrayList<>();

        void advance(SeriesWatch watch, int minute, int open) {
            long through = Episodes.minute(minute);
            closed.addAll(
                    watch.advance(
                            through,
                            through - 60L * open,
                            Strictness.of(OutageSettings.FALSE_ALARMS),
                            saying -> buckets.put(saying.bucket(), saying.told())));
        }
    }

    /** Of a sample in which each event stands for several; the revision is how many they are. */
    private static Row row(int minute, double events) {
        double ok = WEIGHT * events;
        Sample sample = Sample.of(Signal.CONNECTIONS_OK, ok, ok, true, (long) events);
        return new Row(CONNECTIONS, Episodes.minute(minute), 1, (long) events, sample);
    }

    private static double[] truth(double rate, Random random) {
        double[] truth = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            double mean = rate * (i >= FROM && i < FROM + 90 ? .2 : 1);
            truth[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return truth;
    }

    private static SeriesWatch restored(SeriesWatch watch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            watch.write(new DataOutputStream(bytes));
            return SeriesWatch.read(
                    CONNECTIONS,
                    new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                    false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Rows arrive with half of their events, or not at all, and are corrected up to {@code open}
     * minutes later; at any moment the watch may be written and read back.
     */
    @Property(tries = 20)
    void correctionsInsideTheRingGiveWhatOnePassOverTheFinalRowsGives(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 15) int open,
            @ForAll @DoubleRange(min = 1, max = 500) double rate) {
        Random random = new Random(seed);
        double[] truth = truth(rate, random);
        Map<Integer, List<Row>> corrections = new TreeMap<>();
        SeriesWatch watch = new SeriesWatch(CONNECTIONS);
        Said said = new Said();
        for (int i = 0; i < MINUTES; i++) {
            boolean late = i < 3 ? random.nextBoolean() : random.nextInt(8) == 0;
            if (late) {
                int then = Math.min(MINUTES - 1, i + random.nextInt(open));
                corrections.computeIfAbsent(then, t -> new ArrayList<>()).add(row(i, truth[i]));
            }
            if (!late || random.nextBoolean()) {
                watch.offer(row(i, late ? Math.floor(truth[i] / 2) : truth[i]));
            }
            for (Row correction : corrections.getOrDefault(i - 1, List.of())) {
                assertThat(watch.offer(correction)).isTrue();
            }
            watch = random.nextInt(200) == 0 ? restored(watch) : watch;
            said.advance(watch, i + 1, open);
        }
        corrections.getOrDefault(MINUTES - 1, List.of()).forEach(watch::offer);
        said.advance(watch, MINUTES + 1, 0);

        SeriesWatch batch = new SeriesWatch(CONNECTIONS);
        for (int i = 0; i < MINUTES; i++) {
            batch.offer(row(i, truth[i]));
        }
        Said once = new Said();
        once.advance(batch, MINUTES + 1, 0);
        assertThat(said.buckets).isEqualTo(once.buckets);
        assertThat(said.closed).isEqualTo(once.closed);
    }

    /** The first event of a service may be read after a later one. */
    @Test
    void aSeriesBeginsWithItsEarliestRowWheneverThatComes() {
        SeriesWatch watch = new SeriesWatch(CONNECTIONS);
        Said said = new Said();
        watch.offer(row(5, 100));
        said.advance(watch, 6, 10);
        assertThat(watch.offer(row(2, 100))).isTrue();
        said.advance(restored(watch), 7, 10);
        assertThat(said.buckets)
                .as("and of the minutes between nothing is known")
                .containsOnlyKeys(
                        Episodes.minute(2),
                        Episodes.minute(3),
                        Episodes.minute(4),
                        Episodes.minute(5),
                        Episodes.minute(6));
    }

    @Test
    void whatIsOlderThanASettledBucketComesTooLate() {
        SeriesWatch watch = new SeriesWatch(CONNECTIONS);
        Said said = new Said();
        for (int i = 5; i < 30; i++) {
            watch.offer(row(i, 100));
            said.advance(watch, i + 1, 10);
        }
        assertThat(watch.offer(row(2, 100))).isFalse();
    }

    @Test
    void anOutageThatWasOnlyLateDataIsTakenBack() {
        double[] truth = truth(500, new Random(1));
        SeriesWatch watch = new SeriesWatch(CONNECTIONS);
        Said said = new Said();
        for (int i = 0; i < 2 * DAY; i++) {
            watch.offer(row(i, i >= 2 * DAY - 3 ? 0 : truth[i]));
            said.advance(watch, i + 1, 10);
        }
        assertThat(watch.provisional()).hasSize(1);

        for (int i = 2 * DAY - 3; i < 2 * DAY; i++) {
            watch.offer(row(i, truth[i]));
        }
        watch.offer(row(2 * DAY, truth[2 * DAY]));
        said.advance(watch, 2 * DAY + 1, 10);

        assertThat(watch.provisional()).isEmpty();
    }
}
