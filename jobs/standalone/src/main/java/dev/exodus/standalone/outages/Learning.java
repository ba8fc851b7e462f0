package dev.exodus.standalone.outages;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import dev.exodus.standalone.lake.LakeDatabase;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The minutes of a lake through {@link ServiceOutages}, as OutagesJob would have seen them had they
 * come in order and none of them changed.
 */
public final class Learning {
    /** How often what is known is looked at: as seldom as a feed is not called silent. */
    private static final Duration TICK_EVERY = Duration.ofMinutes(30);

    private final Path lake;
    private final ServiceSettings settings;

    /**
     * @param settings those of the job
     */
    public Learning(Path lake, ServiceSettings settings) {
        this.lake = lake;
        this.settings = settings;
    }

    /**
     * Learns from the minutes that begin in [from, to).
     *
     * @param from null for the first of the lake
     * @param to null for the last of the lake
     * @param told takes what the job would have told, in any order of services
     */
    public WarmStart run(Instant from, Instant to, Consumer<Fact> told)
            throws IOException, SQLException, InterruptedException {
        List<String> services;
        Instant first;
        Instant last;
        try (Connection duckDb = LakeDatabase.open(lake)) {
            LakeRates rates = new LakeRates(duckDb);
            LakeRates.Period period = rates.period();
            first = from == null ? period.from() : from;
            last = to == null ? period.to() : to;
            services = rates.services();
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<ServiceWatch>> learning = new TreeMap<>();
            for (String service : services) {
                learning.put(service, threads.submit(() -> service(service, first, last, told)));
            }
            Map<String, ServiceWatch> learnt = new TreeMap<>();
            for (Map.Entry<String, Future<ServiceWatch>> service : learning.entrySet()) {
                learnt.put(service.getKey(), service.getValue().get());
            }
            return WarmStart.of(last, learnt);
        } catch (ExecutionException e) {
            throw new IOException("cannot learn from " + lake + ": " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads what {@link #write} wrote. */
    public static WarmStart read(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return WarmStart.read(in);
        }
    }

    /** Writes what was learnt to a file. */
    public static void write(WarmStart learnt, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            learnt.write(out);
        }
    }

    private ServiceWatch service(String service, Instant from, Instant to, Consumer<Fact> told)
            throws SQLException {
        ServiceWatch watch = new ServiceWatch();
        try (Connection duckDb = LakeDatabase.open(lake)) {
            for (Feed feed : Feed.values()) {
                Clock clock = new Clock(watch, service, feed, from, told);
                new LakeRates(duckDb).read(service, LakeRates.table(feed), from, to, clock::row);
                clock.tickThrough(to);
            }
        }
        return watch;
    }

    /** Rows of one feed of one service, with a tick before the first of each new interval. */
    private final class Clock {
        private final ServiceOutages outages;
        private final ServiceWatch watch;
        private final String service;
        private final Feed feed;
        private final Consumer<Fact> told;
        private Instant now;

        Clock(ServiceWatch watch, String service, Feed feed, Instant now, Consumer<Fact> told) {
            // Nothing of a lake can change any more.
            this.outages = new ServiceOutages(settings.of(service).ofFinalRows());
            this.watch = watch;
            this.service = service;
            this.feed = feed;
            this.now = now;
            this.told = told;
        }

        void row(Instant time, Fact row) {
            tickThrough(time);
            outages.row(watch, row);
        }

        void tickThrough(Instant time) {
            while (!now.plus(TICK_EVERY).isAfter(time)) {
                now = now.plus(TICK_EVERY);
                long revision = now.getEpochSecond();
                outages.tick(watch, new Tick(feed.wireName(), service, now, 1, revision), told);
            }
        }
    }
}
