package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CounterfactualTest {
    private static final long START = 30L * 1440;

    @Test
    void forecastsTheOrdinaryWeekWhenThePastWasOrdinary() {
        MinuteSeries observed = Weeks.series(31, t -> 1);
        Forecast forecast = learned(observed).forecast(observed, START, News.NONE);

        for (long t = START; t < START + 1440; t++) {
            assertThat(forecast.at(t)).isCloseTo(Weeks.ordinary(t), within(0.05));
        }
    }

    @Test
    void takesOverTheLevelOfTheThreeHoursBeforeAndReturnsToTheOrdinaryWeek() {
        MinuteSeries observed =
                Weeks.series(31, t -> t >= START - 180 ? 1.5 : Weeks.wander(t, 600));
        Counterfactual learned = Counterfactual.of(observed.without(START - 180, observed.end()));
        Forecast forecast = learned.forecast(observed, START, News.NONE);

        assertThat(forecast.at(START) / learned.ordinary(START)).isBetween(1.3, 1.5);
        long dayLater = START + 1440;
        assertThat(forecast.at(dayLater) / learned.ordinary(dayLater)).isBetween(0.99, 1.2);
    }

    @Test
    void readsNothingFromItsStartOn() {
        MinuteSeries calm = Weeks.series(31, t -> Weeks.wander(t, 600));
        MinuteSeries surge = Weeks.series(31, t -> t < START ? Weeks.wander(t, 600) : 9);

        Forecast before = learned(calm).forecast(calm, START, News.NONE);
        Forecast after = learned(surge).forecast(surge, START, News.NONE);

        for (long t = START; t < START + 1440; t++) {
            assertThat(after.at(t)).isEqualTo(before.at(t));
        }
    }

    @Test
    void doesNotLearnFromPastEventsThatAreMissing() {
        long event = 10L * 1440;
        MinuteSeries observed =
                Weeks.series(31, t -> t >= event && t < event + 600 ? 20 : 1)
                        .without(event, event + 600);

        Forecast forecast = learned(observed).forecast(observed, START, News.NONE);

        assertThat(Excess.of(observed, forecast, new Window(START, START + 1440)).excess())
                .isCloseTo(0, within(5.0));
    }

    @Test
    void keepsTheOrdinaryLevelWhenTheThreeHoursBeforeAreMostlyMissing() {
        MinuteSeries observed =
                Weeks.series(31, t -> t >= START - 180 ? 3 : Weeks.wander(t, 600))
                        .without(START - 180, START - 60);

        Forecast forecast = learned(observed).forecast(observed, START, News.NONE);

        assertThat(forecast.at(START)).isEqualTo(learned(observed).ordinary(START));
    }

    @Test
    void refusesAHistoryWithoutTwoWeeks() {
        assertThatThrownBy(() -> Counterfactual.of(Weeks.series(13, t -> 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 14 days");
    }

    private static Counterfactual learned(MinuteSeries observed) {
        return Counterfactual.of(observed.without(START, observed.end()));
    }
}
