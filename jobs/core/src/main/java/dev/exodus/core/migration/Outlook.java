package dev.exodus.core.migration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A {@link Forecast} with its placebos, worked out minute by minute so that each new minute of a
 * window costs an addition: what was expected, and how wide the interval of the sum is.
 *
 * <p>The placebos of a window depend on its length only through the {@linkplain #reach reach}, so
 * that a window's interval is the same whenever, and however often, it is asked for.
 */
final class Outlook {
    /** Longest history that is looked at, in minutes. */
    static final long HISTORY = 35L * 1440;

    private static final int FIRST_REACH = 1440;
    private static final int LATER_REACH = 360;

    private final long start;
    private final double[] base;
    private final double[] newsPart;
    private final double[] halfWidth;
    private final News news;
    private final int placebos;

    /**
     * All that it depends on besides the registrations before the outage.
     *
     * @param historySettled whether these can no longer change
     */
    record Basis(long start, OptionalLong newsAt, List<Window> past, boolean historySettled) {}

    private Outlook(long start, int reach, Forecast forecast, Placebos placebos) {
        this.start = start;
        this.news = forecast.news();
        this.placebos = placebos.count();
        base = new double[reach];
        newsPart = new double[reach];
        halfWidth = new double[reach + 1];
        Arrays.fill(halfWidth, Double.NaN);
        for (int i = 0; i < reach; i++) {
            base[i] = forecast.base(start + i);
            newsPart[i] = forecast.newsPart(start + i);
        }
        if (placebos.areEnough()) {
            int first = reach == FIRST_REACH ? 1 : reach - LATER_REACH + 1;
            for (int n = first; n <= reach; n++) {
                halfWidth[n] = placebos.halfWidth(new Window(start, start + n));
            }
        }
    }

    /**
     * How far past starts must reach for a window of so many minutes: a day, then steps of six
     * hours.
     */
    static int reach(long minutes) {
        return minutes <= FIRST_REACH
                ? FIRST_REACH
                : (int) ((minutes + LATER_REACH - 1) / LATER_REACH) * LATER_REACH;
    }

    /**
     * Learns from the registrations before the outage.
     *
     * @param before ending with the outage's start; nothing behind it is read
     * @param reach see {@link #reach}
     * @return empty if the days before the news, or the outage, are too few
     */
    static Optional<Outlook> of(MinuteSeries before, Basis basis, int reach) {
        return learn(before, basis).map(learned -> of(learned, before, basis, reach));
    }

    /**
     * What the days before the news, or the outage, are like.
     *
     * @return empty if they are too few
     */
    static Optional<Counterfactual> learn(MinuteSeries before, Basis basis) {
        MinuteSeries history = before.until(basis.newsAt().orElse(basis.start()));
        for (Window past : basis.past()) {
            history = history.without(past.from(), past.end());
        }
        if (history.present(history.from(), history.end()) < Counterfactual.FEWEST_DAYS * 1440) {
            return Optional.empty();
        }
        return Optional.of(Counterfactual.of(history));
    }

    private static Outlook of(
            Counterfactual counterfactual, MinuteSeries before, Basis basis, int reach) {
        NewsDecay decay =
                basis.newsAt().isEmpty()
                        ? NewsDecay.NONE
                        : NewsDecay.fit(
                                counterfactual, before, basis.newsAt().getAsLong(), basis.start());
        Forecast forecast = counterfactual.forecast(before, basis.start(), decay.news());
        Placebos placebos = Placebos.of(counterfactual, basis.start(), reach, decay);
        return new Outlook(basis.start(), reach, forecast, placebos);
    }

    News news() {
        return news;
    }

    /** Past starts that the intervals rest on. */
    int placebos() {
        return placebos;
    }

    /** Whether the minute so many behind the start has an expectation. */
    boolean has(int minute) {
        return !Double.isNaN(base[minute]);
    }

    /** mu in a minute. */
    double base(int minute) {
        return base[minute];
    }

    /** {@code (y - mu (1 + n)) / sqrt(mu)} in a minute since 1970; 0 if it is not known. */
    double residual(long minute, MinuteSeries observed) {
        int i = (int) (minute - start);
        return observed.has(minute) && base[i] > 0
                ? (observed.at(minute) - base[i] - newsPart[i]) / Math.sqrt(base[i])
                : 0;
    }

    /** What came over an outage and the longest lag behind it. */
    LagInterval.Surge surge(MinuteSeries observed, Window outage) {
        int first = (int) (outage.from() - start);
        int end = first + (int) outage.minutes() + Lag.LONGEST_MINUTES;
        double[] came = new double[end - first];
        for (int i = 0; i < came.length; i++) {
            came[i] = observed.at(outage.from() + i);
        }
        return new LagInterval.Surge(
                came,
                Arrays.copyOfRange(base, first, end),
                Arrays.copyOfRange(newsPart, first, end));
    }

    /** mu n in a minute. */
    double newsPart(int minute) {
        return newsPart[minute];
    }

    /**
     * The interval of what came in the first so many minutes.
     *
     * @return null if placebos are too few
     */
    PlaceboInterval interval(Excess excess, int minutes) {
        double half = halfWidth[minutes];
        return Double.isNaN(half) ? null : PlaceboInterval.of(excess, half, placebos);
    }
}
