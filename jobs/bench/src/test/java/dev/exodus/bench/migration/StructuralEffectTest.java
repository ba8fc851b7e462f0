package dev.exodus.bench.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.core.migration.Window;
import dev.exodus.simulator.Stream;
import org.junit.jupiter.api.Test;

class StructuralEffectTest {
    /** On the hour, so that no hour is part night, part day. */
    private static final int START = 31 * 1440 + 600;

    private static final Window WINDOW = new Window(START, START + 1500);

    /** Of about 127,000 Poisson registrations a 95 % interval is at least 2 * 1.96 * 356 wide. */
    @Test
    void findsWhatCameOnTopOfAnOrdinaryWeek() {
        StructuralEffect effect = StructuralEffect.of(series(20), WINDOW);

        assertThat(effect.contains(30_000)).isTrue();
        assertThat(effect.hi95() - effect.lo95()).isBetween(1_396.0, 4_000.0);
    }

    @Test
    void findsNothingWhereNothingCame() {
        assertThat(StructuralEffect.of(series(0), WINDOW).contains(0)).isTrue();
    }

    /** 100 a minute by day, half by night, less at weekends; so many more in the window. */
    private static MinuteSeries series(int more) {
        Stream random = new Stream().of(1, 0, 0);
        double[] counts = new double[START + 1500];
        for (int t = 0; t < counts.length; t++) {
            boolean night = t % 1440 < 480;
            boolean weekend = t / 1440 % 7 >= 5;
            double expected = (night ? 50 : 100) * (weekend ? 0.8 : 1) + (t < START ? 0 : more);
            counts[t] = random.poisson(expected);
        }
        return MinuteSeries.of(0, counts);
    }
}
