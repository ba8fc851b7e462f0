package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LagIntervalTest {
    private static final int DAYS = 31;
    private static final long START = DAYS * 1440L - 360;
    private static final Window OUTAGE = new Window(START, START + 90);

    /** With a million a minute chance is nothing, and only the grid is left. */
    @Property(tries = 10)
    void withoutNoiseIsAMinuteOnBothSides(@ForAll @IntRange(min = 10, max = 60) int delay) {
        LagInterval interval =
                intervalOf(t -> 1e4 * (isSurge(t, delay) ? 3 : 1), DAYS, 1).orElseThrow();

        assertThat(interval).isEqualTo(new LagInterval(60L * delay - 60, 60L * delay + 60));
    }

    @Test
    void isWiderTheLessPeopleCome() {
        assertThat(width(surge(20, 3), 1)).isLessThan(width(surge(20, 0.5), 1));
    }

    @Test
    void isWiderTheMoreLevelsWander() {
        LongToDoubleFunction calm = surge(20, 0.5);
        LongToDoubleFunction wandering =
                t -> calm.applyAsDouble(t) + 3 * (Weeks.wander(t, 307) - 1);

        assertThat(width(wandering, 1)).isGreaterThan(width(calm, 1));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        LongToDoubleFunction faint = surge(20, 0.2);

        assertThat(intervalOf(faint, DAYS, 7)).isEqualTo(intervalOf(faint, DAYS, 7)).isPresent();
    }

    @Test
    void doesNotBeginBeforeTheOutage() {
        assertThat(intervalOf(surge(0, 0.3), DAYS, 1).orElseThrow().lo95Seconds()).isZero();
    }

    @Test
    void isUnknownWithFewerDaysThanAnIntervalNeeds() {
        assertThat(intervalOf(surge(20, 3), Placebos.FEWEST, 1)).isEmpty();
    }

    private static double width(LongToDoubleFunction level, long seed) {
        LagInterval interval = intervalOf(level, DAYS, seed).orElseThrow();
        return interval.hi95Seconds() - interval.lo95Seconds();
    }

    /** Ordinary days with a tenth of noise, and so many times as many more in the surge. */
    private static LongToDoubleFunction surge(int delay, double height) {
        double[] noise = new Random(5).doubles(DAYS * 1440, -0.17, 0.17).toArray();
        return t -> 1 + noise[(int) t] + (isSurge(t, delay) ? height : 0);
    }

    private static boolean isSurge(long minute, int delay) {
        return minute >= START + delay && minute < START + 90 + delay;
    }

    /** The days before the outage are those behind so many; the others are not known. */
    private static Optional<LagInterval> intervalOf(
            LongToDoubleFunction level, int days, long seed) {
        MinuteSeries observed = Weeks.series(DAYS, level).without(0, (DAYS - days) * 1440L);
        Counterfactual learned = Counterfactual.of(observed.without(START, observed.end()));
        Forecast forecast = learned.forecast(observed, START, News.NONE);
        return LagInterval.of(learned, observed, forecast, OUTAGE, seed);
    }
}
