package dev.exodus.standalone.outages;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Minutes through {@link ServiceOutages}, as OutagesJob would have seen them had they come in order
 * and none of them changed.
 */
public final class Learner {
    /** How often what is known is looked at: as seldom as a feed is not called silent. */
    private static final Duration TICK_EVERY = Duration.ofMinutes(30);

    private final ServiceSettings settings;
    private final Instant from;
    private final Consumer<Fact> told;
    private final Map<String, Service> services = new ConcurrentHashMap<>();

    /**
     * @param settings those of the job
     * @param from before the first minute
     * @param told takes what the job would have told, in any order of services and feeds
     */
    public Learner(ServiceSettings settings, Instant from, Consumer<Fact> told) {
        this.settings = settings;
        this.from = from;
        this.told = told;
    }

    /**
     * Takes the row of a minute. Those of one service and feed come in order; threads may bring a
     * feed or a service each.
     *
     * @throws IllegalArgumentException if it is no row of a feed's minutes
     */
    public void row(Feed feed, Fact row) {
        services.computeIfAbsent(row.partitionKey(), Service::new).row(feed, time(row), row);
    }

    private static Instant time(Fact row) {
        if (row instanceof RegistrationMinute minute) {
            return minute.time();
        } else if (row instanceof SmsMinute minute) {
            return minute.time();
        } else if (row instanceof ConnectionMinute minute) {
            return minute.time();
        }
        throw new IllegalArgumentException("not a minute of a feed: " + row);
    }

    /** What was learnt; to be asked once, when all minutes are taken. */
    public WarmStart through(Instant end) throws IOException {
        Map<String, ServiceWatch> learnt = new TreeMap<>();
        services.forEach((name, service) -> learnt.put(name, service.through(end)));
        return WarmStart.of(end, learnt);
    }

    /** One service; its feeds have nothing to do with each other. */
    private final class Service {
        private final String name;
        private final ServiceOutages outages;
        private final ServiceWatch watch = new ServiceWatch();
        private final Instant[] now = new Instant[Feed.values().length];

        Service(String name) {
            this.name = name;
            // Nothing of a history can change any more.
            this.outages = new ServiceOutages(settings.of(name).ofFinalRows());
            Arrays.fill(now, from);
        }

        /** A tick comes before the first row of each new interval. */
        synchronized void row(Feed feed, Instant time, Fact row) {
            tickThrough(feed, time);
            outages.row(watch, row);
        }

        synchronized ServiceWatch through(Instant end) {
            for (Feed feed : Feed.values()) {
                tickThrough(feed, end);
            }
            return watch;
        }

        private void tickThrough(Feed feed, Instant time) {
            Instant next = now[feed.ordinal()].plus(TICK_EVERY);
            while (!next.isAfter(time)) {
                now[feed.ordinal()] = next;
                long revision = next.getEpochSecond();
                outages.tick(watch, new Tick(feed.wireName(), name, next, 1, revision), told);
                next = next.plus(TICK_EVERY);
            }
        }
    }
}
