package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Expectation;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.ServiceState;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows and ticks of a service in, incidents and what explains them out.
 *
 * <p>It knows no clock: what it says is a function of the order of the rows and ticks. A tick
 * belongs to one feed and so does everything that is said at it, so the order of the feeds among
 * each other does not matter.
 */
public final class ServiceOutages {
    private static final int MINUTE = 60;

    private final OutageSettings settings;
    private final Strictness strictness;

    public ServiceOutages(OutageSettings settings) {
        this.settings = settings;
        this.strictness = Strictness.of(settings.falseAlarms());
    }

    /**
     * Takes a row of the rates.
     *
     * @return false if it came too late to change anything
     */
    public boolean row(ServiceWatch state, Fact fact) {
        boolean inTime = true;
        for (Row row : Row.of(fact)) {
            FeedWatch feed = state.feed(row.series().signal().feed());
            SeriesWatch watch = feed.series.computeIfAbsent(row.series(), SeriesWatch::new);
            inTime &= watch.offer(row);
        }
        return inTime;
    }

    /** Takes a tick: every row of its feed before it is known. One that is not newer is ignored. */
    public void tick(ServiceWatch state, Tick tick, Consumer<Fact> out) {
        FeedWatch feed = state.feed(Feed.of(tick.feed()));
        long through = tick.through().getEpochSecond();
        if (through <= feed.through) {
            return;
        }
        feed.through = through;
        long settledThrough = through - settings.allowedLateness();
        List<SeriesEpisode> closed = new ArrayList<>();
        List<SeriesEpisode> provisional = new ArrayList<>();
        ServiceStates states = new ServiceStates(feed);
        feed.series.forEach(
                (series, watch) -> {
                    List<Episode> ended =
                            watch.advance(
                                    through,
                                    settledThrough,
                                    strictness,
                                    saying -> {
                                        say(tick, series, saying, out);
                                        states.say(series, saying.bucket(), saying.told());
                                    });
                    ended.forEach(e -> closed.add(new SeriesEpisode(series, e)));
                    watch.provisional().forEach(e -> provisional.add(new SeriesEpisode(series, e)));
                });
        states.forEach((minute, name) -> out.accept(state(tick, Series.ALL, minute, name)));
        boolean failuresKnown = feed.series.values().stream().anyMatch(SeriesWatch::knowsFailures);
        Findings findings =
                new Findings(through, settledThrough, closed, provisional, failuresKnown);
        new IncidentBuilder(tick.service(), settings.incidents())
                .update(feed.incidents, findings)
                .forEach(version -> tell(feed, version, out));
        feed.recurrences.values().forEach(recurrence -> recurrence.watched(through));
        forget(feed, through);
    }

    private void say(Tick tick, Series series, SeriesWatch.Saying saying, Consumer<Fact> out) {
        if (series.step() != MINUTE) {
            return;
        }
        Instant time = Instant.ofEpochSecond(saying.bucket());
        long revision = tick.through().getEpochSecond();
        int generation = settings.incidents().generation();
        Told told = saying.told();
        out.accept(
                new Expectation(
                        tick.service(),
                        series.country(),
                        series.platform(),
                        series.signal().wireName(),
                        time,
                        known(told.observed()),
                        known(told.expected()),
                        known(told.lower()),
                        known(told.upper()),
                        generation,
                        revision));
        boolean country = !series.isWhole() && series.platform().equals(Series.ALL);
        if (country && series.signal() == Signal.CONNECTIONS_OK) {
            out.accept(state(tick, series.country(), saying.bucket(), ServiceStates.of(told)));
        }
    }

    private ServiceState state(Tick tick, String country, long bucket, String name) {
        return new ServiceState(
                tick.service(),
                country,
                Instant.ofEpochSecond(bucket),
                name,
                settings.incidents().generation(),
                tick.through().getEpochSecond());
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private void tell(FeedWatch feed, IncidentVersion version, Consumer<Fact> out) {
        out.accept(version.incident());
        SegmentFacts.of(version).forEach(out);
        if (version.incident().settled() && !version.parts().isEmpty()) {
            Recurrence recurrence =
                    feed.recurrences.computeIfAbsent(
                            version.symptom(), ignored -> new Recurrence());
            version.parts().forEach(part -> recurrence.add(part, settings.zone()));
            recurrence
                    .patterns(
                            version.incident().service(),
                            version.symptom(),
                            settings.zone(),
                            settings.incidents().generation())
                    .forEach(out);
        }
    }

    private void forget(FeedWatch feed, long through) {
        Iterator<Map.Entry<Series, SeriesWatch>> all = feed.series.entrySet().iterator();
        while (all.hasNext()) {
            SeriesWatch watch = all.next().getValue();
            if (through - watch.newest() > settings.knownFor() && watch.provisional().isEmpty()) {
                all.remove();
            }
        }
    }
}
