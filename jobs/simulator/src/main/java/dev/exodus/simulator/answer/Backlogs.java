package dev.exodus.simulator.answer;

import dev.exodus.simulator.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the gateway of a service was overrun: a code waited there before it was sent. */
final class Backlogs {
    /** Seconds that a code waits at least: half a minute is nothing that people see. */
    private static final double LEAST_WAIT_S = 30;

    /** Seconds that a backlog lasts at least, and by which two are apart. */
    private static final long LEAST_LENGTH_S = 300;

    private final List<List<long[]>> services = new ArrayList<>();

    Backlogs(int services) {
        for (int i = 0; i < services; i++) {
            this.services.add(new ArrayList<>());
        }
    }

    /**
     * Takes a second; they come in order.
     *
     * @param waitS how long a code of this second waits
     */
    void waits(int service, long second, double waitS) {
        if (waitS < LEAST_WAIT_S) {
            return;
        }
        List<long[]> backlogs = services.get(service);
        long[] last = backlogs.isEmpty() ? null : backlogs.get(backlogs.size() - 1);
        if (last == null || second - last[1] > LEAST_LENGTH_S) {
            backlogs.add(new long[] {second, second + 1});
        } else {
            last[1] = second + 1;
        }
    }

    /** Those that lasted. */
    List<Scenario.Part> of(int service) {
        return services.get(service).stream()
                .filter(backlog -> backlog[1] - backlog[0] >= LEAST_LENGTH_S)
                .map(
                        backlog ->
                                new Scenario.Part(
                                        Instant.ofEpochSecond(backlog[0]),
                                        Instant.ofEpochSecond(backlog[1])))
                .toList();
    }
}
