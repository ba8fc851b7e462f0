package dev.exodus.bench.scenarios;

import java.util.List;

/**
 * How one scenario went.
 *
 * @param scenario its id
 * @param expected what had to be found, and what came of it
 * @param falseIncidents incidents of the scenario's own time that nothing explains
 * @param falseBefore the same in the 31 days before; no goal
 * @param patterns hours of the week at which a service goes down again and again
 * @param truePatterns those that are so by the true starts
 * @param rows rows of minutes that were judged
 * @param seconds how long it took
 */
public record ScenarioResult(
        String scenario,
        List<Found> expected,
        List<String> falseIncidents,
        int falseBefore,
        List<String> patterns,
        List<String> truePatterns,
        long rows,
        double seconds) {

    /** Whether everything was found, once and in time, and nothing else; patterns too. */
    public boolean met() {
        return falseIncidents.isEmpty()
                && patterns.equals(truePatterns)
                && expected.stream().allMatch(Found::met);
    }
}
