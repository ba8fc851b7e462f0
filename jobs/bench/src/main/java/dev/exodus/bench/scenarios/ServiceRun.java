package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.Findings;
import dev.exodus.core.incidents.IncidentBuilder;
import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.IncidentState;
import dev.exodus.core.incidents.Series;
import dev.exodus.core.incidents.SeriesEpisode;
import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.facts.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Detectors and incidents of one service and feed, whose rows come in order and never late. */
final class ServiceRun {
    private final IncidentBuilder builder;
    private final IncidentState state = new IncidentState();
    private final Map<Series, DetectorState> detectors = new TreeMap<>();
    private final Map<Series, SeriesEpisode> open = new TreeMap<>();
    private final List<SeriesEpisode> closed = new ArrayList<>();
    private final Map<String, Incident> newest = new TreeMap<>();

    ServiceRun(String service, IncidentSettings settings) {
        this.builder = new IncidentBuilder(service, settings);
    }

    Verdict step(Series series, long time, double value, boolean complete) {
        DetectorState detector = detectors.computeIfAbsent(series, s -> new DetectorState());
        Bucket bucket = complete ? Bucket.of(time, value) : Bucket.unknown(time);
        Step step = OutageDetector.step(detector, bucket, DetectorSettings.counts(series.step()));
        open.remove(series);
        if (step.closed()) {
            closed.add(new SeriesEpisode(series, step.episode()));
        } else if (step.episode() != null) {
            open.put(series, new SeriesEpisode(series, step.episode()));
        }
        return step.verdict();
    }

    void tick(long through, boolean feedSuspect) {
        if (closed.isEmpty() && open.isEmpty() && state.isEmpty()) {
            return;
        }
        Findings findings =
                new Findings(through, through, closed, List.copyOf(open.values()), feedSuspect);
        builder.update(state, findings)
                .forEach(v -> newest.put(v.incident().incidentId(), v.incident()));
        closed.clear();
    }

    List<Incident> incidents() {
        return newest.values().stream().filter(i -> !i.parts().equals("[]")).toList();
    }
}
