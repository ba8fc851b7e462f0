package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.DowntimePattern;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.history.History;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario at the level of counts, with the days before it, through what OutagesJob does: minutes
 * of registrations and of connections and their successes, per service, country and platform.
 */
final class ScenarioRun {
    private static final int PARTITIONS = 4;

    /** As OutagesJob has them by default. */
    private static final OutageSettings SETTINGS =
            new OutageSettings(
                    IncidentSettings.defaults(),
                    RatesOptions.ALLOWED_LATENESS.defaultValue().toSeconds(),
                    RatesOptions.KNOWN_FOR.defaultValue().toSeconds(),
                    ZoneOffset.UTC);

    private final Scenario scenario;
    private final Instant from;
    private final List<Incident> incidents = new ArrayList<>();
    private final List<DowntimePattern> patterns = new ArrayList<>();
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
        Overrun overrun = new Overrun();
        for (Feed feed : List.of(Feed.SIGNUP, Feed.CONNECTION)) {
            FeedRun run = new FeedRun(feed, SETTINGS, overrun);
            rows += history.write(feed, from, scenario.end(), run::add);
            incidents.addAll(run.finish());
            patterns.addAll(run.patterns());
        }
        Judge judge = new Judge(scenario, SETTINGS.incidents().mergeGap(), overrun);
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
                Judge.hours(patterns),
                Judge.hours(judge.truePatterns()),
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
