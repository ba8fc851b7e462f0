package dev.exodus.core.incidents;

/**
 * What was seen in one bucket.
 *
 * @param part events of interest
 * @param whole events that they are a share of
 * @param complete whether the feed was covered throughout; else nothing is known of the bucket
 * @param weight how many events each that was seen stands for, at least 1; 0 if that is not known
 */
record Sample(double part, double whole, boolean complete, double weight) {
    /**
     * The sample of a row.
     *
     * @param revision of the row: how many events were seen (decision 3)
     */
    static Sample of(Signal signal, double part, double whole, boolean complete, long revision) {
        boolean says = signal.isWeighted() && whole > 0 && revision > 0;
        double weight = says ? Math.max(1, whole / revision) : signal.isWeighted() ? 0 : 1;
        return new Sample(part, whole, complete, weight);
    }
}
