package dev.exodus.core.migration;

/**
 * Learns from the past of a destination what its registrations would have been without the outage.
 *
 * <p>The history ends where the events under study begin (at the news, if there are any), and past
 * events are missing in it: they are no example of ordinary days. Missing is the strongest form of
 * weighting them down.
 */
public final class Counterfactual {
    /** Days without which a week has no profile. */
    public static final int FEWEST_DAYS = 14;

    private static final long LEVEL_MINUTES = 60L * LevelMemory.LEVEL_HOURS;

    private final MinuteSeries history;
    private final WeekProfile profile;
    private final LevelMemory memory;

    private Counterfactual(MinuteSeries history, WeekProfile profile, LevelMemory memory) {
        this.history = history;
        this.profile = profile;
        this.memory = memory;
    }

    /**
     * Learns a history.
     *
     * @throws IllegalArgumentException if it has fewer than {@value #FEWEST_DAYS} days
     */
    public static Counterfactual of(MinuteSeries history) {
        if (history.present(history.from(), history.end()) < FEWEST_DAYS * 1440) {
            throw new IllegalArgumentException(
                    "A history of %d minutes: at least %d days are needed"
                            .formatted(
                                    history.present(history.from(), history.end()), FEWEST_DAYS));
        }
        WeekProfile profile = WeekProfile.of(history);
        return new Counterfactual(history, profile, LevelMemory.of(history, profile));
    }

    /** What it learned from. */
    public MinuteSeries history() {
        return history;
    }

    LevelMemory memory() {
        return memory;
    }

    /** The ordinary week's registrations in a minute. */
    public double ordinary(long minute) {
        return profile.at(minute);
    }

    /** The same as if nothing were known of {@code [from, end)}; the level's memory is kept. */
    Counterfactual without(long from, long end) {
        return new Counterfactual(history, profile.without(history, from, end), memory);
    }

    /**
     * Forecasts from a start on, from what came before it.
     *
     * <p>If more than half of the three hours is missing, the level is that of the ordinary week.
     *
     * @param observed registrations, of which only the three hours before the start are read
     * @param start first minute of the forecast
     * @param news what is known of the news before the start
     */
    public Forecast forecast(MinuteSeries observed, long start, News news) {
        double actual = 0;
        double expected = 0;
        for (long minute = start - LEVEL_MINUTES; minute < start; minute++) {
            if (observed.has(minute)) {
                actual += observed.at(minute);
                expected += profile.at(minute) * (1 + news.at(minute));
            }
        }
        boolean measured = observed.present(start - LEVEL_MINUTES, start) >= LEVEL_MINUTES / 2;
        double level = measured && expected > 0 ? actual / expected : 1;
        return new Forecast(profile, memory, start, level, news);
    }
}
