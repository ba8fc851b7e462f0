package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.DowntimePattern;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of one feed, in order of time, through what OutagesJob does with them: a tick for each
 * service behind each minute.
 */
final class FeedRun {
    private static final int MINUTE = 60;
    private static final int GENERATION = 1;

    private final Feed feed;
    private final ServiceOutages outages;
    private final Map<String, ServiceWatch> services = new TreeMap<>();
    private final Map<String, Incident> newest = new TreeMap<>();
    private final Map<String, DowntimePattern> patterns = new TreeMap<>();
    private final Overrun overrun;
    private Instant minute = Instant.MIN;

    FeedRun(Feed feed, OutageSettings settings, Overrun overrun) {
        this.feed = feed;
        this.overrun = overrun;
        this.outages = new ServiceOutages(settings);
    }

    void add(Fact fact) {
        if (fact instanceof ConnectionMinute row) {
            take(row.service(), row.time(), row);
        } else if (fact instanceof RegistrationMinute row) {
            take(row.service(), row.time(), row);
            overrun.note(row);
        }
    }

    private void take(String service, Instant time, Fact row) {
        if (!time.equals(minute)) {
            tick();
            minute = time;
        }
        outages.row(services.computeIfAbsent(service, name -> new ServiceWatch()), row);
    }

    private void tick() {
        services.forEach(
                (service, watch) -> {
                    Instant through = minute.plusSeconds(MINUTE);
                    long revision = through.getEpochSecond();
                    Tick tick = new Tick(feed.wireName(), service, through, GENERATION, revision);
                    outages.tick(watch, tick, this::told);
                });
    }

    private void told(Fact fact) {
        if (fact instanceof Incident incident) {
            newest.put(incident.incidentId(), incident);
        } else if (fact instanceof DowntimePattern pattern) {
            patterns.put(pattern.service() + ' ' + pattern.patternId(), pattern);
        }
    }

    /** Every incident in its newest version, those that were retracted left out. */
    List<Incident> finish() {
        tick();
        return newest.values().stream().filter(i -> !i.parts().equals("[]")).toList();
    }

    /** Every recurring downtime as it was last told. */
    List<DowntimePattern> patterns() {
        return List.copyOf(patterns.values());
    }
}
