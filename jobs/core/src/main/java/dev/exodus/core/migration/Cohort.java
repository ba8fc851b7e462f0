package dev.exodus.core.migration;

/**
 * What became of the people who came, as shares of them.
 *
 * <p>Days are counted from the end of the window in which they came: day 1 is the first 24 h behind
 * it. A share is a ratio of theta estimates of a set and of its subset, so its error is that of a
 * sample of the pseudonyms kept, {@code sqrt(share (1 - share) / kept)}; where connections are
 * those of a sample of users, of those in the sample.
 *
 * @param people those who came within a window
 */
public record Cohort(People people) {

    /**
     * A share of a cohort.
     *
     * @param people estimated people of the cohort of whom something holds
     * @param seen of them that are in the data
     * @param cohort people of the cohort
     */
    public record Share(double people, double seen, double cohort) {
        static final Share NONE = new Share(0, 0, 0);

        /** Of two cohorts that nobody is in both of. */
        Share plus(Share other) {
            return new Share(people + other.people, seen + other.seen, cohort + other.cohort);
        }

        /** In [0, 1]; NaN of an empty cohort. */
        public double value() {
            return cohort > 0 ? Math.min(1, people / cohort) : Double.NaN;
        }
    }

    /**
     * Stickiness: the share that was active at the destination on a day.
     *
     * @param weight how many people one of the active stands for
     */
    public Share active(People activeThatDay, double weight) {
        return share(people.and(activeThatDay), weight);
    }

    /**
     * Stickiness against a baseline: the share active on a day over the same share of a cohort that
     * came on an ordinary day. 1 means that they stay as others do; NaN if none of the others did.
     */
    public double activeRelativeTo(
            Cohort baseline, People activeThatDay, People activeThatDayOfBaseline) {
        double others = baseline.active(activeThatDayOfBaseline, 1).value();
        return others > 0 ? active(activeThatDay, 1).value() / others : Double.NaN;
    }

    /**
     * Return flow: the share that connected to the source again since the outage's end.
     *
     * @param weight how many people one of the connected stands for
     */
    public Share returned(People connectedToSource, double weight) {
        return share(people.and(connectedToSource), weight);
    }

    /**
     * Multi-homing: the share that was active at the destination and connected to the source.
     *
     * @param weight how many people one who is in both samples stands for
     */
    public Share multihoming(People activeAtDestination, People connectedToSource, double weight) {
        return share(people.and(activeAtDestination).and(connectedToSource), weight);
    }

    private Share share(People part, double weight) {
        return new Share(weight * part.count(), part.count(), people.count());
    }
}
