package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void ofEqualMinutesItIsTheirs() {
        Waits waits = new Waits();
        waits.add(10, 4_000L, 9_000L);
        waits.add(90, 4_000L, 9_000L);
        assertThat(waits.p95Ms()).isEqualTo(9_000);
    }

    @Test
    void withoutADeliveryThereIsNone() {
        Waits waits = new Waits();
        waits.add(0, null, null);
        assertThat(waits.p95Ms()).isNull();
    }

    /** Codes of a minute wait equally long, the minutes 1 to 100 s: 95 of them no more than 95. */
    @Test
    void ofMinutesInWhichAllWaitEquallyLongItIsExact() {
        List<Long> seconds = new ArrayList<>();
        for (long second = 1; second <= 100; second++) {
            seconds.add(second);
        }
        Collections.shuffle(seconds, new Random(1));
        Waits waits = new Waits();
        seconds.forEach(second -> waits.add(7, 1000 * second, 1000 * second));
        assertThat((double) waits.p95Ms()).isCloseTo(95_000, within(100.));
    }

    /** Calm minutes and minutes behind a queue, delays gamma distributed around what they are. */
    @Test
    void ofMixedMinutesItIsNearTheQuantileOfAllDelays() {
        Random random = new Random(2);
        for (int trial = 0; trial < 20; trial++) {
            Waits waits = new Waits();
            List<Double> all = new ArrayList<>();
            for (int minute = 0; minute < 200; minute++) {
                double mean = minute < 120 ? 5_000 : 5_000 + 8_000 * (minute - 120);
                double[] delays = new double[50 + random.nextInt(200)];
                for (int i = 0; i < delays.length; i++) {
                    double sum = 0;
                    for (int k = 0; k < 4; k++) {
                        sum -= Math.log(1 - random.nextDouble());
                    }
                    delays[i] = mean - 4_000 + 1_000 * sum;
                }
                Arrays.sort(delays);
                Arrays.stream(delays).forEach(all::add);
                waits.add(
                        delays.length,
                        (long) delays[(delays.length - 1) / 2],
                        (long) delays[(int) Math.ceil(.95 * delays.length) - 1]);
            }
            Collections.sort(all);
            double exact = all.get((int) Math.ceil(.95 * all.size()) - 1);
            assertThat((double) waits.p95Ms()).isCloseTo(exact, within(.01 * exact));
        }
    }
}
