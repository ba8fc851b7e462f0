package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceboIntervalTest {
    private static final long START = 34L * 1440 + 600;
    private static final Window WINDOW = new Window(START, START + 1440);

    @Test
    void isAsWideAsPastDaysWereOff() {
        // Every other day is a factor exp(0.1) higher; the days that it is compared with are mixed.
        long start = 34L * 1440;
        MinuteSeries observed = Weeks.series(36, t -> t / 1440 % 2 == 0 ? Math.exp(0.1) : 1);
        Counterfactual learned = Counterfactual.of(observed.without(start, observed.end()));
        Placebos placebos = Placebos.of(learned, start, 1440, NewsDecay.NONE);

        assertThat(placebos.halfWidth(new Window(start, start + 1440))).isBetween(0.05, 0.15);
    }

    @Test
    void aPastDayIsNotInTheWeekThatItIsComparedWith() {
        // One Monday twice as high as the other three. In their own mean it would be 2 / 1.25.
        long odd = 14L * 1440 + 600;
        MinuteSeries observed = Weeks.series(36, t -> t >= odd && t < odd + 1440 ? 2 : 1);
        Counterfactual learned = Counterfactual.of(observed.without(START, observed.end()));
        Placebos placebos = Placebos.of(learned, START, WINDOW.minutes(), NewsDecay.NONE);
        double[] one = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
        };

        assertThat(placebos.halfWidth(WINDOW)).isBetween(Math.log(1.2), Math.log(2) + 0.01);
        assertThat(Placebos.quantile(one, 0.95)).isCloseTo(0.65, within(1e-9));
    }

    @Test
    void countsOnlyStartsWhoseWindowsTheHistoryHas() {
        MinuteSeries observed = Weeks.series(36, t -> 1).without(START, 36L * 1440);
        assertThat(placebos(observed, 1440)).isEqualTo(34);
        assertThat(placebos(observed, 2 * 1440)).isEqualTo(33);
        long event = 20L * 1440 + 700;
        assertThat(placebos(observed.without(event, event + 180), 1440)).isEqualTo(33);
        assertThat(placebos(observed.without(event, event + 20), 1440)).isEqualTo(34);
    }

    @Test
    void isNotGivenOnFewerThan26() {
        MinuteSeries observed = Weeks.series(26, t -> 1);
        Counterfactual learned = Counterfactual.of(observed);
        Placebos placebos = Placebos.of(learned, 25L * 1440 + 600, 1440, NewsDecay.NONE);

        assertThat(placebos.areEnough()).isFalse();
        assertThatThrownBy(() -> placebos.halfWidth(new Window(25L * 1440 + 600, 25L * 1440 + 900)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs 26");
    }

    @Test
    void isWidenedByWhatTheNewsMayHaveBeen() {
        long news = START - 2880;
        MinuteSeries observed =
                Weeks.series(37, t -> Weeks.wander(t, 500) * (1 + (t < news ? 0 : 0.8)));
        Counterfactual learned = Counterfactual.of(observed.without(news, observed.end()));
        NewsDecay fitted = NewsDecay.fit(learned, observed, news, START);
        Forecast forecast = learned.forecast(observed, START, fitted.news());
        Excess excess = Excess.of(observed, forecast, WINDOW);

        Placebos without = Placebos.of(learned, START, WINDOW.minutes(), NewsDecay.NONE);
        Placebos with = Placebos.of(learned, START, WINDOW.minutes(), fitted);
        PlaceboInterval sure = PlaceboInterval.of(without, excess, WINDOW);
        PlaceboInterval unsure = PlaceboInterval.of(with, excess, WINDOW);

        assertThat(fitted.news().amplitude()).isPositive();
        assertThat(unsure.lo95()).isLessThan(sure.lo95());
        assertThat(unsure.hi95()).isGreaterThan(sure.hi95());
        assertThat(sure.contains(excess.excess())).isTrue();
        assertThat(unsure.placebos()).isEqualTo(sure.placebos());
    }

    @Test
    void isNotGivenWhenTheNewsFitsBeforeTooFewPastStarts() {
        long start = 59L * 1440;
        long news = start - 30 * 1440;
        MinuteSeries observed = Weeks.series(60, t -> 1);
        Counterfactual learned = Counterfactual.of(observed.without(news, observed.end()));

        assertThat(Placebos.of(learned, start, 60, NewsDecay.NONE).areEnough()).isTrue();
        News known = new News(news, 1, 900);
        NewsDecay decay = new NewsDecay(known, List.of(known));
        assertThat(Placebos.of(learned, start, 60, decay).areEnough()).isFalse();
    }

    @Test
    void reachesDownToZeroWhenTheCauseIsNotKnown() {
        PlaceboInterval interval = new PlaceboInterval(10, 20, 30);
        assertThat(interval.contains(0)).isFalse();
        assertThat(interval.unattributed()).isEqualTo(new PlaceboInterval(0, 20, 30));
    }

    private static int placebos(MinuteSeries observed, long minutes) {
        Counterfactual learned = Counterfactual.of(observed.without(START, observed.end()));
        return Placebos.of(learned, START, minutes, NewsDecay.NONE).count();
    }
}
