package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExcessTest {
    private static final long START = 30L * 1440;
    private static final Window OUTAGE = new Window(START, START + 120);

    @Test
    void addsUpWhatCameBeyondBaselineAndNews() {
        News news = new News(START - 600, 0.5, 1000);
        MinuteSeries observed =
                Weeks.series(33, t -> 1 + news.at(t) + (t >= START && t < START + 60 ? 2 : 0));
        Counterfactual learned = Counterfactual.of(observed.without(news.at(), observed.end()));
        Forecast forecast = learned.forecast(observed, START, news);

        Excess excess = Excess.of(observed, forecast, Window.main(START, START + 120));

        double surge = 0;
        double newsPart = 0;
        for (long t = START; t < START + 1560; t++) {
            surge += t < START + 60 ? 2 * Weeks.ordinary(t) : 0;
            newsPart += news.at(t) * Weeks.ordinary(t);
        }
        assertThat(excess.excess()).isCloseTo(surge, within(surge * 0.005));
        assertThat(excess.news()).isCloseTo(newsPart, within(newsPart * 0.005));
        assertThat(excess.observed())
                .isCloseTo(excess.base() + excess.news() + excess.excess(), within(1e-6));
    }

    @Test
    void leavesOutMissingMinutesOnBothSides() {
        MinuteSeries observed = Weeks.series(33, t -> 1).without(START + 10, START + 500);
        Counterfactual learned = Counterfactual.of(observed.without(START, observed.end()));
        Forecast forecast = learned.forecast(observed, START, News.NONE);

        Excess excess = Excess.of(observed, forecast, Window.main(START, START + 120));

        assertThat(excess.excess()).isCloseTo(0, within(10.0));
        assertThat(excess.observed()).isCloseTo(observed.sum(START, START + 1560), within(1e-6));
    }

    @Test
    void windowsFollowOneAnother() {
        assertThat(Window.anticipation(1000)).isEqualTo(new Window(640, 1000));
        assertThat(Window.main(1000, 1100)).isEqualTo(new Window(1000, 2540));
        assertThat(Window.tail(1100)).isEqualTo(new Window(2540, 5420));
        assertThat(Window.main(1000, 1100).until(1300)).isEqualTo(new Window(1000, 1300));
        assertThat(Window.tail(1100).until(1300).minutes()).isZero();
        assertThatThrownBy(() -> new Window(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutageAfterLongGoneNewsIsToldFromIt() {
        News news = new News(START - 2000, 1, 1000);
        Window main = Window.main(OUTAGE.from(), OUTAGE.end());

        assertThat(Shares.canTell(news, news.at(), news.at(), OUTAGE, main)).isTrue();
    }

    @Test
    void newsThatCameWithTheOutageOrAfterItOrThatLastsIsNotToldFromIt() {
        Window main = Window.main(OUTAGE.from(), OUTAGE.end());
        News justBefore = new News(START - 10, 1, 95);

        assertThat(Shares.correlation(justBefore, OUTAGE, main)).isGreaterThan(0.8);
        assertThat(Shares.canTell(justBefore, START - 10, START - 10, OUTAGE, main)).isFalse();
        assertThat(Shares.canTell(News.NONE, START + 5, START + 5, OUTAGE, main)).isFalse();
        assertThat(Shares.canTell(News.NONE, START - 900, START + 60, OUTAGE, main)).isFalse();
        assertThat(Shares.canTell(News.NONE, START - 900, START, OUTAGE, main)).isTrue();
    }

    @Property
    void sharesSumToOne(
            @ForAll @DoubleRange(min = 0, max = 1e6) double base,
            @ForAll @DoubleRange(min = 0, max = 1e6) double news,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double rise,
            @ForAll boolean toldApart) {
        Shares shares = Shares.of(new Excess(base + news + rise, base, news, rise), toldApart);

        assertThat(shares.outage() + shares.news() + shares.base() + shares.unassigned())
                .isCloseTo(1, within(1e-9));
        assertThat(List.of(shares.outage(), shares.news(), shares.base()))
                .allMatch(share -> share >= 0 && share <= 1);
        assertThat(toldApart ? shares.unassigned() : shares.outage() + shares.news()).isZero();
    }
}
