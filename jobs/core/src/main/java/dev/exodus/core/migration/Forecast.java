package dev.exodus.core.migration;

/**
 * What would have come without the outage: {@code mu(t) (1 + n(t))} registrations per minute with
 * {@code mu(t) = L(t) p(t)}, where p is the ordinary week, {@code L(t) = 1 + (L0 - 1) rho(t)} the
 * level measured in the three hours before, shrunk toward 1 as they grow old, and n the news. It is
 * frozen: nothing after its start has a part in it.
 */
public final class Forecast {
    private final WeekProfile profile;
    private final LevelMemory memory;
    private final long start;
    private final double level;
    private final News news;

    Forecast(WeekProfile profile, LevelMemory memory, long start, double level, News news) {
        this.profile = profile;
        this.memory = memory;
        this.start = start;
        this.level = level;
        this.news = news;
    }

    /** First minute it is for. */
    public long start() {
        return start;
    }

    /** The news in it. */
    public News news() {
        return news;
    }

    /** mu(t): expected without outage and news. */
    public double base(long minute) {
        double left = memory.left((minute - start) / 60);
        return profile.at(minute) * (1 + (level - 1) * left);
    }

    /** mu(t) n(t): expected because of the news. */
    public double newsPart(long minute) {
        return base(minute) * news.at(minute);
    }

    /** Expected without the outage. */
    public double at(long minute) {
        return base(minute) * (1 + news.at(minute));
    }
}
