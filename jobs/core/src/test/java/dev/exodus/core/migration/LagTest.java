package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LagTest {
    private static final long START = 30L * 1440;
    private static final Window OUTAGE = new Window(START, START + 90);

    @Property(tries = 30)
    void isTheDelayOfASurgeThatIsShifted(@ForAll @IntRange(min = 0, max = 60) int delay) {
        assertThat(lagOf(t -> t >= START + delay && t < START + 90 + delay ? 3 : 1))
                .hasValue(delay);
    }

    @Test
    void isTheMedianOfDelaysThatAreSpread() {
        // Exponential of mean 20: the median is 20 ln 2 = 13.9 minutes.
        LongToDoubleFunction surge = t -> 1 - Math.exp(-Math.max(0, t - START) / 20.0);
        OptionalLong lag =
                lagOf(t -> 1 + 2 * (surge.applyAsDouble(t) - surge.applyAsDouble(t - 90)));

        assertThat(lag.orElseThrow()).isBetween(13L, 15L);
    }

    @Test
    void isUnknownWhenNobodyCame() {
        assertThat(lagOf(t -> t >= START ? 0.5 : 1)).isEmpty();
    }

    private static OptionalLong lagOf(LongToDoubleFunction level) {
        MinuteSeries observed = Weeks.series(31, level);
        Counterfactual learned = Counterfactual.of(observed.without(START, observed.end()));
        Forecast forecast = learned.forecast(observed, START, News.NONE);
        return Lag.minutes(observed, forecast, OUTAGE);
    }
}
