package dev.exodus.core.migration;

/**
 * What became of the people who came, as shares of them in [0, 1]; NaN of an empty cohort.
 *
 * <p>Days are counted from the end of the window in which they came: day 1 is the first 24 h behind
 * it. A share is a ratio of theta estimates of a set and of its subset, so its error is that of a
 * sample of the pseudonyms kept, {@code sqrt(share (1 - share) / kept)}.
 *
 * @param people those who came within a window
 */
public record Cohort(People people) {

    /** Stickiness: the share that was active at the destination on a day. */
    public double active(People activeThatDay) {
        return share(people.and(activeThatDay));
    }

    /**
     * Stickiness against a baseline: the share active on a day over the same share of a cohort that
     * came on an ordinary day. 1 means that they stay as others do; NaN if none of the others did.
     */
    public double activeRelativeTo(
            Cohort baseline, People activeThatDay, People activeThatDayOfBaseline) {
        double others = baseline.active(activeThatDayOfBaseline);
        return others > 0 ? active(activeThatDay) / others : Double.NaN;
    }

    /** Return flow: the share that connected to the source again since the outage's end. */
    public double returned(People connectedToSource) {
        return share(people.and(connectedToSource));
    }

    /** Multi-homing: the share that was active at the destination and connected to the source. */
    public double multihoming(People activeAtDestination, People connectedToSource) {
        return share(people.and(activeAtDestination).and(connectedToSource));
    }

    private double share(People part) {
        if (people.retained() == 0) {
            return Double.NaN;
        }
        return Math.min(1, part.count() / people.count());
    }
}
