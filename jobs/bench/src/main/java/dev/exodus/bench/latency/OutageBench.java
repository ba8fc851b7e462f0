package dev.exodus.bench.latency;

import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.HdrHistogram.Histogram;

/**
 * How soon an outage is known: from the first second in which nobody connected to a service any
 * more to its row in {@code incident}, with a real broker, RatesJob, OutagesJob and StoreJob. Every
 * service falls silent once, at a random moment. What the detector must have seen before is sent
 * ahead, as fast as it goes, with times of the past.
 */
final class OutageBench {
    /** What a detector has seen before it judges, and some more: its own warm-up is 200 s. */
    private static final int HISTORY_SECONDS = 260;

    /** Seconds in which history is read and nothing falls silent yet. */
    private static final int QUIET_SECONDS = 20;

    private static final long POLL_MS = 5;
    private static final int PATIENCE_SECONDS = 60;

    private final DataFolder folder;
    private final LatencySettings settings;
    private final int services;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param settings rate and seconds: events a second of each service, and within how many
     *     seconds they fall silent
     * @param services how many services, at least 1
     */
    OutageBench(DataFolder folder, LatencySettings settings, int services) {
        this.folder = folder;
        this.settings = settings;
        this.services = services;
    }

    OutageReport run() throws Exception {
        try (LatencyJobs jobs = LatencyJobs.start(folder, settings)) {
            jobs.submitOutages();
            long now = System.currentTimeMillis() / 1000 * 1000;
            long[] silentFrom = new long[services];
            for (int i = 0; i < services; i++) {
                silentFrom[i] =
                        now + QUIET_SECONDS * 1000L + random.nextInt(settings.seconds() * 1000);
            }
            long end = now + (QUIET_SECONDS + settings.seconds() + PATIENCE_SECONDS) * 1000L;
            String broker = jobs.broker().bootstrapServers();
            CompletableFuture<Void> known = new CompletableFuture<>();
            CompletableFuture<Void> load =
                    CompletableFuture.runAsync(
                            () ->
                                    send(
                                            broker,
                                            now - HISTORY_SECONDS * 1000L,
                                            end,
                                            silentFrom,
                                            known));
            try {
                return OutageReport.of(settings, await(jobs.postgres(), silentFrom, end, load));
            } finally {
                known.complete(null);
                load.join();
            }
        }
    }

    private Histogram await(
            Postgres postgres, long[] silentFrom, long end, CompletableFuture<Void> load)
            throws Exception {
        Histogram latencies = new Histogram(3);
        Map<String, Integer> missing = new HashMap<>();
        for (int i = 0; i < services; i++) {
            missing.put(OpenLoop.service(i), i);
        }
        try (java.sql.Connection connection = postgres.connect(Postgres.READER);
                PreparedStatement incidents =
                        connection.prepareStatement(
                                "SELECT service FROM exodus.incident WHERE kind = 'outage'")) {
            while (!missing.isEmpty()) {
                read(incidents, missing, silentFrom, latencies);
                if (load.isCompletedExceptionally()) {
                    load.join();
                }
                if (System.currentTimeMillis() > end) {
                    throw new IOException(
                            "no outage of %d services is known: the log of the run in %s says why"
                                    .formatted(missing.size(), folder.root()));
                }
                Thread.sleep(POLL_MS);
            }
        }
        return latencies;
    }

    private static void read(
            PreparedStatement incidents,
            Map<String, Integer> missing,
            long[] silentFrom,
            Histogram latencies)
            throws SQLException, IOException {
        try (ResultSet found = incidents.executeQuery()) {
            long now = System.currentTimeMillis();
            while (found.next()) {
                Integer service = missing.remove(found.getString(1));
                if (service != null) {
                    long latency = now - firstBadSecond(silentFrom[service]);
                    if (latency < 0) {
                        throw new IOException(
                                "an outage of %s is known before there is one"
                                        .formatted(OpenLoop.service(service)));
                    }
                    latencies.recordValue(latency);
                }
            }
        }
    }

    /** Start of the first second without any event. */
    private static long firstBadSecond(long silentFrom) {
        return -Math.floorDiv(-silentFrom, 1000L) * 1000;
    }

    private void send(
            String broker, long from, long end, long[] silentFrom, CompletableFuture<Void> known) {
        try (EventProducer producer = OpenLoop.producer(broker)) {
            OpenLoop loop = new OpenLoop(producer, settings.rate());
            for (long time = from; time < end && !known.isDone(); time++) {
                OpenLoop.await(time);
                if (time % 1000 == 0) {
                    loop.heartbeat(time);
                }
                for (int service = 0; service < services; service++) {
                    if (isDue(time, service) && time < silentFrom[service]) {
                        long number = loop.records();
                        int partition = (int) (number % Topic.EVENTS_CONNECTION.partitions());
                        loop.send(partition, event(number, time, service));
                    }
                }
            }
            producer.requireAcknowledged(loop.records());
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Evenly spaced, each service a millisecond after the one before. */
    private boolean isDue(long time, int service) {
        long ms = Math.floorMod(time + service, 1000L);
        return ms * settings.rate() / 1000 != (ms + 1) * settings.rate() / 1000;
    }

    private Connection event(long number, long time, int service) {
        return new Connection(
                Long.toHexString(number),
                time,
                OpenLoop.service(service),
                "DE",
                "android",
                "u-" + random.nextInt(1_000_000),
                Connection.Outcome.OK,
                40 + random.nextInt(300),
                1);
    }
}
