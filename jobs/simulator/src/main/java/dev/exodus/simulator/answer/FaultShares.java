package dev.exodus.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of a simulated feed was faulty, as shares of its events. A scenario promises least
 * shares, so that a check of it proves something.
 *
 * @param feed name of the feed
 * @param events of which these are shares
 * @param late came late, but within the allowed lateness
 * @param tooLate came later than that
 * @param duplicate came again; 0 where nobody looks for it
 * @param malformed were not valid
 */
public record FaultShares(
        String feed, long events, double late, double tooLate, double duplicate, double malformed) {
    private static final double LATE = .02;
    private static final double TOO_LATE = .001;
    private static final double DUPLICATE = .01;
    private static final double MALFORMED = .001;

    /** With fewer events the shares scatter too much to demand anything. */
    private static final long EVENTS = 200_000;

    static FaultShares of(String feed, Summary.Ledger ledger) {
        long events = ledger.counted() + ledger.late();
        double all = Math.max(1, events);
        return new FaultShares(
                feed,
                events,
                ledger.countedThoughLate() / all,
                ledger.late() / all,
                ledger.duplicate() / all,
                ledger.rejected() / all);
    }

    /** Whether there are enough events to demand least shares. */
    public boolean isJudged() {
        return events >= EVENTS;
    }

    /**
     * Demands the least shares, if there are enough events.
     *
     * @throws IllegalStateException naming the shares that are too small
     */
    public void require() {
        List<String> tooSmall = new ArrayList<>();
        add(tooSmall, "late within the lateness", late, LATE);
        add(tooSmall, "late beyond it", tooLate, TOO_LATE);
        // Events of a sampled feed without deduplication come once.
        add(tooSmall, "duplicate", duplicate, feed.equals("connection") ? 0 : DUPLICATE);
        add(tooSmall, "malformed", malformed, MALFORMED);
        if (isJudged() && !tooSmall.isEmpty()) {
            throw new IllegalStateException(
                    "too few faults were simulated: " + String.join(", ", tooSmall));
        }
    }

    private void add(List<String> tooSmall, String what, double share, double least) {
        if (share < least) {
            tooSmall.add(
                    String.format(
                            Locale.ROOT,
                            "%s %s %.3f %% instead of %.1f %%",
                            feed,
                            what,
                            100 * share,
                            100 * least));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: late %.2f %%, too late %.2f %%, twice %.2f %%, malformed %.2f %%%s",
                feed,
                100 * late,
                100 * tooLate,
                100 * duplicate,
                100 * malformed,
                isJudged() ? "" : " (too few events to demand least shares)");
    }
}
