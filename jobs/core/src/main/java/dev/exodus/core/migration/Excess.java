package dev.exodus.core.migration;

/**
 * Registrations over a window, and what they were because of. All four are registrations, and
 * {@code observed = base + news + excess}.
 *
 * @param observed y, all that were seen
 * @param base mu, expected without outage and news
 * @param news mu n, expected because of the news
 * @param excess {@code E = sum of y - mu (1 + n)}, because of the outage; negative if fewer came
 */
public record Excess(double observed, double base, double news, double excess) {

    /** Over those minutes of a window that the series has. */
    public static Excess of(MinuteSeries observed, Forecast forecast, Window window) {
        double sum = 0;
        double base = 0;
        double news = 0;
        for (long minute = window.from(); minute < window.end(); minute++) {
            if (observed.has(minute)) {
                sum += observed.at(minute);
                base += forecast.base(minute);
                news += forecast.newsPart(minute);
            }
        }
        return new Excess(sum, base, news, sum - base - news);
    }

    /** What was expected without the outage. */
    public double expected() {
        return base + news;
    }
}
