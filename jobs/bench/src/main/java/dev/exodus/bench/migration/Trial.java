package dev.exodus.bench.migration;

import dev.exodus.core.migration.Counterfactual;
import dev.exodus.core.migration.Excess;
import dev.exodus.core.migration.Forecast;
import dev.exodus.core.migration.Lag;
import dev.exodus.core.migration.LagInterval;
import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.core.migration.News;
import dev.exodus.core.migration.NewsDecay;
import dev.exodus.core.migration.PlaceboInterval;
import dev.exodus.core.migration.Placebos;
import dev.exodus.core.migration.Shares;
import dev.exodus.core.migration.Window;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One run estimated by the method and compared with its truth.
 *
 * @param truth registrations because of the outage
 * @param estimate of them
 * @param ordinary registrations of such a window without noise
 * @param interval of the estimate; null where the method gives none
 * @param toldApart whether the method took the outage for tellable from the mark
 * @param poisson whether a Poisson interval held the truth
 * @param quasiPoisson whether one widened by the dispersion of minutes held it
 * @param structural the interval of CausalImpact's model
 * @param shareError estimated less true share of the outage; empty where unassigned
 * @param lagError estimated less true lag in minutes; empty without a lag or an effect to see
 * @param lagTruth the true lag in seconds
 * @param lagInterval of the lag; null without one
 */
record Trial(
        double truth,
        double estimate,
        double ordinary,
        PlaceboInterval interval,
        boolean toldApart,
        boolean poisson,
        boolean quasiPoisson,
        StructuralEffect structural,
        OptionalDouble shareError,
        OptionalDouble lagError,
        double lagTruth,
        LagInterval lagInterval) {
    private static final double NORMAL_975 = 1.959964;

    static Trial of(CountRun run, CountRun.Place place) {
        MinuteSeries observed = place.observed();
        boolean marked = run.markAt() > 0;
        long learnedUntil = marked ? run.markAt() : run.outageStart();
        Counterfactual learned = Counterfactual.of(observed.without(learnedUntil, observed.end()));
        NewsDecay decay =
                marked
                        ? NewsDecay.fit(learned, observed, run.markAt(), run.outageStart())
                        : NewsDecay.NONE;
        News news = decay.news();
        Forecast forecast = learned.forecast(observed, run.outageStart(), news);
        Window outage = new Window(run.outageStart(), run.outageEnd());
        Window main = Window.main(outage.from(), outage.end());
        Excess excess = Excess.of(observed, forecast, main);
        boolean toldApart =
                !marked
                        || Shares.canTell(
                                news,
                                run.markAt(),
                                Math.max(run.markAt(), run.markEnd()),
                                outage,
                                main);
        PlaceboInterval interval = interval(learned, excess, main, decay, toldApart);
        double truth = place.migrants().sum(main.from(), main.end());
        double error = Math.abs(excess.excess() - truth);
        double poisson = NORMAL_975 * Math.sqrt(excess.expected());
        Shares shares = Shares.of(excess, toldApart);
        boolean shows = interval != null && interval.lo95() > 0 && truth > 0;
        OptionalLong lag = shows ? Lag.minutes(observed, forecast, outage) : OptionalLong.empty();
        return new Trial(
                truth,
                excess.excess(),
                place.ordinary(),
                interval,
                toldApart,
                error <= poisson,
                error <= poisson * Math.sqrt(dispersion(learned)),
                StructuralEffect.of(observed, main),
                toldApart
                        ? OptionalDouble.of(shares.outage() - truth / excess.observed())
                        : OptionalDouble.empty(),
                lag.isPresent()
                        ? OptionalDouble.of(lag.getAsLong() - run.lagMinutes())
                        : OptionalDouble.empty(),
                60 * run.lagMinutes(),
                lag.isPresent()
                        ? LagInterval.of(learned, observed, forecast, outage, run.outageStart())
                                .orElse(null)
                        : null);
    }

    private static PlaceboInterval interval(
            Counterfactual learned,
            Excess excess,
            Window main,
            NewsDecay decay,
            boolean toldApart) {
        Placebos placebos = Placebos.of(learned, main.from(), main.minutes(), decay);
        if (!placebos.areEnough()) {
            return null;
        }
        PlaceboInterval interval = PlaceboInterval.of(placebos, excess, main);
        return toldApart ? interval : interval.unattributed();
    }

    /** Pearson's chi-squared per minute, as quasi-Poisson regression estimates it. */
    private static double dispersion(Counterfactual learned) {
        MinuteSeries history = learned.history();
        double sum = 0;
        int n = 0;
        for (long minute = history.from(); minute < history.end(); minute++) {
            if (history.has(minute)) {
                double expected = learned.ordinary(minute);
                double residual = history.at(minute) - expected;
                sum += residual * residual / expected;
                n++;
            }
        }
        return sum / n;
    }

    /** Whether the interval holds the truth. */
    boolean covers() {
        return interval.contains(truth);
    }

    /** Width of the interval of the lag, in minutes. */
    double lagWidth() {
        return (lagInterval.hi95Seconds() - lagInterval.lo95Seconds()) / 60.0;
    }

    /** Whether the interval of the lag holds the true one. */
    boolean coversLag() {
        return lagInterval.lo95Seconds() <= lagTruth && lagTruth <= lagInterval.hi95Seconds();
    }
}
