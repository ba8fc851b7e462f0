package dev.exodus.bench.backtest;

import dev.exodus.core.incidents.Findings;
import dev.exodus.core.incidents.IncidentBuilder;
import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.IncidentState;
import dev.exodus.core.incidents.IncidentVersion;
import dev.exodus.core.incidents.Series;
import dev.exodus.core.incidents.SeriesEpisode;
import dev.exodus.core.incidents.Signal;
import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import dev.exodus.schemas.facts.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The detector over one history, its episodes gathered to incidents as OutagesJob does. */
final class Backtest {
    private Backtest() {}

    /** Drops and rises, in order of time. */
    static List<Incident> run(History history, SettingsFile file) {
        DetectorSettings settings = file.of(history.step(), history.isCounts());
        // Of the signals the one that is told of in both directions.
        Series series = Series.whole(Signal.REGISTRATIONS, history.step());
        List<SeriesEpisode> closed = new ArrayList<>();
        List<SeriesEpisode> open = new ArrayList<>();
        for (Episode episode : episodes(history, settings)) {
            (episode.isOpen() ? open : closed).add(new SeriesEpisode(series, episode));
        }
        Findings findings = new Findings(history.end(), history.end(), closed, open, false);
        IncidentSettings incidents = IncidentSettings.defaults();
        return new IncidentBuilder(history.name(), incidents)
                .update(new IncidentState(), findings).stream()
                        .map(IncidentVersion::incident)
                        .sorted(Comparator.comparing(Incident::startedAt))
                        .toList();
    }

    private static List<Episode> episodes(History history, DetectorSettings settings) {
        DetectorState state = new DetectorState();
        List<Episode> episodes = new ArrayList<>();
        Episode open = null;
        for (int i = 0; i < history.times().length; i++) {
            Bucket bucket = Bucket.of(history.times()[i], history.values()[i]);
            Step step = OutageDetector.step(state, bucket, settings);
            open = step.closed() ? null : step.episode();
            if (step.closed()) {
                episodes.add(step.episode());
            }
        }
        if (open != null) {
            episodes.add(open);
        }
        return episodes;
    }
}
