package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class NewsDecayTest {
    private static final long NEWS = 28L * 1440;
    private static final long OUTAGE = 30L * 1440;
    private static final LongToDoubleFunction LEVEL = t -> Weeks.wander(t, 310);

    @Test
    void findsAmplitudeAndFadingOfNewsThatShows() {
        News truth = new News(NEWS, 1, 36 * 60);
        News fitted = news(t -> LEVEL.applyAsDouble(t) * (1 + truth.at(t)));

        assertThat(fitted.amplitude()).isCloseTo(1, within(0.15));
        assertThat(fitted.tauMinutes() / 60).isCloseTo(36, within(9.0));
    }

    @Test
    void keepsNoNewsThatDoesNotShow() {
        assertThat(fit(LEVEL)).isEqualTo(NewsDecay.NONE);
    }

    @Test
    void keepsNoNewsThatKeptPeopleAway() {
        News loss = new News(NEWS, 0.5, 2000);
        assertThat(fit(t -> LEVEL.applyAsDouble(t) * (1 - loss.at(t)))).isEqualTo(NewsDecay.NONE);
    }

    @Test
    void leavesOutHoursThatAreMissing() {
        News truth = new News(NEWS, 1, 36 * 60);
        MinuteSeries observed =
                Weeks.series(31, t -> LEVEL.applyAsDouble(t) * (1 + truth.at(t)))
                        .without(NEWS + 600, NEWS + 1200);
        Counterfactual learned = Counterfactual.of(observed.without(NEWS, observed.end()));

        News fitted = NewsDecay.fit(learned, observed, NEWS, OUTAGE).news();

        assertThat(fitted.amplitude()).isCloseTo(1, within(0.2));
    }

    @Test
    void readsNothingFromTheOutageOn() {
        News truth = new News(NEWS, 1, 2000);
        NewsDecay calm = fit(t -> LEVEL.applyAsDouble(t) * (1 + truth.at(t)));
        NewsDecay surge = fit(t -> t < OUTAGE ? LEVEL.applyAsDouble(t) * (1 + truth.at(t)) : 50);

        assertThat(surge).isEqualTo(calm);
    }

    @Test
    void newsOfLessThanTwoHoursOrOfLaterIsNotFitted() {
        MinuteSeries observed = Weeks.series(31, LEVEL);
        Counterfactual learned = Counterfactual.of(observed.without(NEWS, observed.end()));

        assertThat(NewsDecay.fit(learned, observed, OUTAGE - 119, OUTAGE))
                .isEqualTo(NewsDecay.NONE);
        assertThat(NewsDecay.fit(learned, observed, OUTAGE + 60, OUTAGE)).isEqualTo(NewsDecay.NONE);
    }

    @Test
    void whatIsPlausibleSpreadsMoreWhenTheNewsIsFresh() {
        News truth = new News(NEWS, 1, 24 * 60);
        MinuteSeries observed = Weeks.series(31, t -> LEVEL.applyAsDouble(t) * (1 + truth.at(t)));
        Counterfactual learned = Counterfactual.of(observed.without(NEWS, observed.end()));

        double fresh = spread(NewsDecay.fit(learned, observed, NEWS, NEWS + 240));
        double old = spread(NewsDecay.fit(learned, observed, NEWS, NEWS + 2880));

        assertThat(old).isGreaterThanOrEqualTo(1);
        assertThat(fresh).isGreaterThan(2 * old);
    }

    /** Longest over shortest tau. */
    private static double spread(NewsDecay decay) {
        DoubleSummaryStatistics taus =
                decay.plausible().stream().mapToDouble(News::tauMinutes).summaryStatistics();
        return taus.getMax() / taus.getMin();
    }

    private static News news(LongToDoubleFunction level) {
        return fit(level).news();
    }

    private static NewsDecay fit(LongToDoubleFunction level) {
        MinuteSeries observed = Weeks.series(31, level);
        Counterfactual learned = Counterfactual.of(observed.without(NEWS, observed.end()));
        return NewsDecay.fit(learned, observed, NEWS, OUTAGE);
    }
}
