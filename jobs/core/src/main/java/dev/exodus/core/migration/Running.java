package dev.exodus.core.migration;

/** Adds up a window minute by minute from the outage's start. */
final class Running {
    private final MinuteSeries observed;
    private final Outlook outlook;
    private int minutes;
    private double sum;
    private double base;
    private double news;

    /**
     * @param observed registrations from the outage's start on
     * @param outlook that reaches as far
     */
    Running(MinuteSeries observed, Outlook outlook) {
        this.observed = observed;
        this.outlook = outlook;
    }

    /** Takes the next minute: what came in it alone, 0 throughout if it is not known. */
    Excess next() {
        int i = minutes++;
        double came = observed.at(observed.from() + i);
        if (Double.isNaN(came) || !outlook.has(i)) {
            return new Excess(0, 0, 0, 0);
        }
        sum += came;
        base += outlook.base(i);
        news += outlook.newsPart(i);
        return new Excess(
                came,
                outlook.base(i),
                outlook.newsPart(i),
                came - outlook.base(i) - outlook.newsPart(i));
    }

    /** Minutes taken. */
    int minutes() {
        return minutes;
    }

    /** All minutes taken together. */
    Excess total() {
        return new Excess(sum, base, news, sum - base - news);
    }
}
