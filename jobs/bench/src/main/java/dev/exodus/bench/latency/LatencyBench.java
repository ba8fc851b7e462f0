package dev.exodus.bench.latency;

import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How long after its end a second is a row in PostgreSQL, with a real broker, RatesJob and StoreJob
 * on this machine.
 */
final class LatencyBench {
    /** Seconds that are sent, but not measured: what runs is still being compiled. */
    static final int WARM_UP_SECONDS = 15;

    private static final long POLL_MS = 5;

    /** How long after the last event a row is waited for: more, and the jobs do not work. */
    private static final long PATIENCE_MS = 60_000;

    private static final String SERVICE = OpenLoop.service(0);

    private final DataFolder folder;
    private final LatencySettings settings;

    LatencyBench(DataFolder folder, LatencySettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    LatencyReport run() throws Exception {
        try (LatencyJobs jobs = LatencyJobs.start(folder, settings)) {
            Histogram latencies = measure(jobs.broker(), jobs.postgres());
            Path savepoint = jobs.stopRates();
            return LatencyReport.of(settings, latencies, size(savepoint), OpenLoop.keys());
        }
    }

    private Histogram measure(Broker broker, Postgres postgres) throws Exception {
        long start = (System.currentTimeMillis() / 1000 + 2) * 1000;
        int seconds = WARM_UP_SECONDS + settings.seconds();
        int after = (int) settings.outOfOrderness().toSeconds() + 3;
        CompletableFuture<Void> load =
                CompletableFuture.runAsync(() -> send(broker, start, seconds, after));
        Histogram latencies = new Histogram(3);
        try (Connection connection = postgres.connect(Postgres.READER);
                PreparedStatement newest =
                        connection.prepareStatement(
                                "SELECT max(time) FROM exodus.connections_1s"
                                        + " WHERE service = ? AND time >= ?")) {
            newest.setString(1, SERVICE);
            long next = start;
            long giveUp = start + (seconds + after) * 1000L + PATIENCE_MS;
            while (next < start + seconds * 1000L) {
                newest.setTimestamp(2, new Timestamp(next));
                long seen = seen(newest);
                long now = System.currentTimeMillis();
                for (; next <= seen; next += 1000) {
                    if (next >= start + WARM_UP_SECONDS * 1000L) {
                        latencies.recordValue(Math.max(0, now - next - 1000));
                    }
                }
                if (load.isCompletedExceptionally()) {
                    load.join();
                }
                if (now > giveUp) {
                    throw new IOException(
                            "no row for %s of %s: the log of the run in %s says why"
                                    .formatted(Instant.ofEpochMilli(next), SERVICE, folder.root()));
                }
                Thread.sleep(POLL_MS);
            }
            load.join();
            requireAll(connection, start, seconds);
        }
        return latencies;
    }

    private void send(Broker broker, long start, int seconds, int after) {
        try (EventProducer producer = OpenLoop.producer(broker.bootstrapServers())) {
            new OpenLoop(producer, settings.rate()).send(start, seconds, after);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static long seen(PreparedStatement newest) throws SQLException {
        try (ResultSet result = newest.executeQuery()) {
            result.next();
            Timestamp time = result.getTimestamp(1);
            return time == null ? Long.MIN_VALUE : time.getTime();
        }
    }

    /** Fast rows that are wrong are worth nothing. */
    private void requireAll(Connection connection, long start, int seconds)
            throws SQLException, IOException {
        try (PreparedStatement sum =
                connection.prepareStatement(
                        "SELECT coalesce(sum(attempts), 0) FROM exodus.connections_1s"
                                + " WHERE time >= ? AND time < ?")) {
            sum.setTimestamp(1, new Timestamp(start));
            sum.setTimestamp(2, new Timestamp(start + seconds * 1000L));
            try (ResultSet result = sum.executeQuery()) {
                result.next();
                long sent = (long) settings.rate() * seconds;
                if (result.getLong(1) != sent) {
                    throw new IOException(
                            "%d events were sent, but %d are in PostgreSQL"
                                    .formatted(sent, result.getLong(1)));
                }
            }
        }
    }

    private static long size(Path savepoint) throws IOException {
        try (Stream<Path> files = Files.walk(savepoint)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
