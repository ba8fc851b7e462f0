package dev.exodus.core.migration;

/**
 * What the registrations of a window were because of, as shares of all of them. They sum to 1.
 *
 * <p>Where outage and news cannot be told apart, what both brought is unassigned. That is so when
 * they go together in time, {@code |correlation| > 0.8}, and when another cause is known that began
 * after the outage or that lasts into the window: nothing before the outage says what it does then.
 *
 * @param outage because of the outage, in [0, 1]
 * @param news because of the news, in [0, 1]
 * @param base without either, in [0, 1]
 * @param unassigned because of one or both of them, in [0, 1]
 */
public record Shares(double outage, double news, double base, double unassigned) {
    /** Above it two causes cannot be told apart. */
    public static final double MOST_CORRELATION = 0.8;

    private static final long DAY = 1440;

    /** Shares of an excess; a negative one counts as none, and the rest is scaled to what came. */
    public static Shares of(Excess excess, boolean toldApart) {
        double rise = Math.max(0, excess.excess());
        double all = excess.base() + excess.news() + rise;
        if (all <= 0) {
            return new Shares(0, 0, 1, 0);
        }
        double base = excess.base() / all;
        return toldApart
                ? new Shares(rise / all, excess.news() / all, base, 0)
                : new Shares(0, 0, base, 1 - base);
    }

    /**
     * Whether the outage can be told from a cause that people know of.
     *
     * @param news what was fitted to it
     * @param from minute at which it began
     * @param end the minute behind its last one; {@code from} if it was a moment, such as news
     * @param outage the outage
     * @param window over which the excess is added up
     */
    public static boolean canTell(News news, long from, long end, Window outage, Window window) {
        boolean beganWithin = from >= outage.from() && from < window.end();
        boolean lastsInto = from < window.end() && end > window.from();
        return !beganWithin
                && !lastsInto
                && Math.abs(correlation(news, outage, window)) <= MOST_CORRELATION;
    }

    /**
     * Pearson's correlation of n(t) and of the outage (1 while it lasts, else 0), by minutes from a
     * day before the earlier of them to the window's end; 0 without news.
     */
    static double correlation(News news, Window outage, Window window) {
        long from = Math.min(news.amplitude() > 0 ? news.at() : outage.from(), outage.from()) - DAY;
        double n = window.end() - from;
        double x = 0;
        double xx = 0;
        double y = 0;
        double xy = 0;
        for (long minute = from; minute < window.end(); minute++) {
            double rise = news.at(minute);
            boolean out = minute >= outage.from() && minute < outage.end();
            x += rise;
            xx += rise * rise;
            y += out ? 1 : 0;
            xy += out ? rise : 0;
        }
        double spread = (xx - x * x / n) * (y - y * y / n);
        return spread > 0 ? (xy - x * y / n) / Math.sqrt(spread) : 0;
    }
}
