package dev.exodus.bench.scenarios;

import java.util.List;

/**
 * How one scenario went.
 *
 * @param scenario its id
 * @param expected what had to be found, and what came of it
 * @param falseIncidents incidents of the scenario's own time that nothing explains
 * @param falseBefore the same in the 31 days before; no goal
 * @param rows rows of minutes that were judged
 * @param seconds how long it took
 */
public record ScenarioResult(
        String scenario,
        List<Found> expected,
        List<String> falseIncidents,
        int falseBefore,
        long rows,
        double seconds) {

    /** Whether everything was found, once and in time, and nothing else. */
    public boolean met() {
        return falseIncidents.isEmpty() && expected.stream().allMatch(Found::met);
    }
}
