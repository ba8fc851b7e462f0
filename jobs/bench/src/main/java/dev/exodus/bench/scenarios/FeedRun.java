package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.FeedSuspect;
import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.Series;
import dev.exodus.core.incidents.Signal;
import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.RegistrationMinute;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of one feed, in order of time, through the detectors and incidents of each service. */
final class FeedRun {
    private static final int MINUTE = 60;

    private final Feed feed;
    private final Map<Long, Map<String, Verdict>> others;
    private final Map<Long, Map<String, Verdict>> verdicts = new HashMap<>();
    private final Map<String, ServiceRun> services = new TreeMap<>();
    private long minute = Long.MIN_VALUE;

    /**
     * @param others what a feed that was run before says of each service, by minute
     */
    FeedRun(Feed feed, Map<Long, Map<String, Verdict>> others) {
        this.feed = feed;
        this.others = others;
    }

    void add(Fact fact) {
        if (fact instanceof ConnectionMinute row && row.platform().equals(Series.ALL)) {
            Series series = new Series(Signal.CONNECTIONS_OK, row.country(), Series.ALL, MINUTE);
            // Events as they were sampled: that is how exact the count is.
            double sampled = row.attempts() == 0 ? 0 : (double) row.revision() / row.attempts();
            take(
                    row.service(),
                    series,
                    row.time().getEpochSecond(),
                    row.ok() * sampled,
                    row.complete());
        } else if (fact instanceof RegistrationMinute row && row.platform().equals(Series.ALL)) {
            Series series = new Series(Signal.REGISTRATIONS, row.country(), Series.ALL, MINUTE);
            take(
                    row.service(),
                    series,
                    row.time().getEpochSecond(),
                    row.registrations(),
                    row.complete());
        }
    }

    private void take(String service, Series series, long time, double value, boolean complete) {
        if (time != minute) {
            tick();
            minute = time;
        }
        Verdict verdict =
                services.computeIfAbsent(
                                service, name -> new ServiceRun(name, IncidentSettings.defaults()))
                        .step(series, time, value, complete);
        if (series.isWhole()) {
            verdicts.computeIfAbsent(time, t -> new HashMap<>()).put(service, verdict);
        }
    }

    private void tick() {
        if (services.isEmpty()) {
            return;
        }
        Map<Feed, Map<String, Verdict>> now = new EnumMap<>(Feed.class);
        now.put(feed, verdicts.getOrDefault(minute, Map.of()));
        Feed other = feed == Feed.CONNECTION ? Feed.SIGNUP : Feed.CONNECTION;
        now.put(other, others.getOrDefault(minute, Map.of()));
        boolean suspect = FeedSuspect.test(feed, now);
        services.values().forEach(service -> service.tick(minute + MINUTE, suspect));
    }

    /** Every incident in its newest version, those that were retracted left out. */
    List<Incident> finish() {
        tick();
        List<Incident> all = new ArrayList<>();
        services.values().forEach(service -> all.addAll(service.incidents()));
        return all;
    }

    Map<Long, Map<String, Verdict>> verdicts() {
        return verdicts;
    }
}
