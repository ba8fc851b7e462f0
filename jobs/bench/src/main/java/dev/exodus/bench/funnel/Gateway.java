package dev.exodus.bench.funnel;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What many evenings behind one gateway gave.
 *
 * @param perSecond codes it can send in a second
 * @param trials evenings
 * @param truth mean number of suppressed registrations
 * @param estimate mean of their estimates
 * @param error mean of |estimate - truth|, as a share of the mean truth; 0 if not overrun
 * @param rawError how far the mean estimate from raw requests is off, likewise
 * @param coverage share of 95 % intervals that hold the truth
 * @param worstBacklog mean of the most codes under way
 * @param measuredWait mean wait in seconds
 * @param littlesError greatest |Little's wait / measured wait - 1|
 */
public record Gateway(
        double perSecond,
        int trials,
        double truth,
        double estimate,
        double error,
        double rawError,
        double coverage,
        double worstBacklog,
        double measuredWait,
        double littlesError) {

    /** With less lost than this in an evening there is nothing to be exact about. */
    private static final double NOTHING = 10;

    static Gateway of(double perSecond, List<Trial> trials) {
        double truth = mean(trials, Trial::truth);
        boolean overrun = truth >= NOTHING;
        double error = mean(trials, t -> Math.abs(t.suppressed().registrations() - t.truth()));
        double raw = mean(trials, t -> t.ofRawRequests().registrations());
        return new Gateway(
                perSecond,
                trials.size(),
                truth,
                mean(trials, t -> t.suppressed().registrations()),
                overrun ? error / truth : 0,
                overrun ? raw / truth - 1 : 0,
                mean(trials, t -> t.holds() ? 1 : 0),
                mean(trials, Trial::worstBacklog),
                mean(trials, Trial::measuredWait),
                trials.stream()
                        .mapToDouble(t -> Math.abs(t.littlesWait() / t.measuredWait() - 1))
                        .max()
                        .orElse(0));
    }

    /** Whether people were lost for want of codes. */
    boolean isOverrun() {
        return truth >= NOTHING;
    }

    /** Whether the estimate is as good as it should be. */
    boolean isExact(double highestError) {
        return isOverrun() ? error <= highestError : Math.abs(estimate) < NOTHING;
    }

    private static double mean(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).average().orElse(0);
    }
}
