package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.history.History;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scenario at the level of counts, with the days before it, through the detectors: minutes of
 * registrations and of successful connections, per service and per service and country.
 */
final class ScenarioRun {
    private static final int PARTITIONS = 4;

    private final Scenario scenario;
    private final Instant from;
    private final List<Incident> incidents = new ArrayList<>();
    private long rows;

    /**
     * @param history how long before the scenario the detectors begin to learn
     */
    ScenarioRun(Scenario scenario, Duration history) {
        this.scenario = scenario;
        this.from = scenario.start().minus(history);
    }

    ScenarioResult run(long seed) throws IOException {
        long begun = System.nanoTime();
        SimulationOptions options =
                new SimulationOptions(scenario.start(), scenario.end(), 1, seed, PARTITIONS, 0);
        History history = new History(scenario, options);
        Map<Long, Map<String, Verdict>> before = Map.of();
        for (Feed feed : List.of(Feed.SIGNUP, Feed.CONNECTION)) {
            FeedRun run = new FeedRun(feed, before);
            rows += history.write(feed, from, scenario.end(), run::add);
            incidents.addAll(run.finish());
            before = run.verdicts();
        }
        Judge judge = new Judge(scenario, IncidentSettings.defaults().mergeGap());
        List<Incident> unexplained = incidents.stream().filter(i -> !judge.explains(i)).toList();
        List<String> during =
                unexplained.stream()
                        .filter(i -> !i.startedAt().isBefore(scenario.start()))
                        .map(ScenarioRun::describe)
                        .toList();
        return new ScenarioResult(
                scenario.id(),
                judge.found(incidents),
                during,
                unexplained.size() - during.size(),
                rows,
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
    }

    private static String describe(Incident incident) {
        return "%s %s %s to %s, %.2f of the expected"
                .formatted(
                        incident.service(),
                        incident.kind(),
                        incident.startedAt(),
                        incident.endedAt(),
                        incident.ratio());
    }
}
