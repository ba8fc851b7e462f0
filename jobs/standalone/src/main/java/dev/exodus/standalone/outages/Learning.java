package dev.exodus.standalone.outages;

import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What is usual, learnt from the minutes of a lake: the newest of each. */
public final class Learning {
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
        Learner learner = new Learner(settings, first, told);
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> reading = new ArrayList<>();
            for (String service : services) {
                reading.add(threads.submit(() -> read(service, first, last, learner)));
            }
            for (Future<?> service : reading) {
                service.get();
            }
            return learner.through(last);
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

    private Void read(String service, Instant from, Instant to, Learner learner)
            throws SQLException {
        try (Connection duckDb = LakeDatabase.open(lake)) {
            LakeRates rates = new LakeRates(duckDb);
            for (Feed feed : Feed.values()) {
                rates.read(
                        service,
                        LakeRates.table(feed),
                        from,
                        to,
                        (time, row) -> learner.row(feed, row));
            }
        }
        return null;
    }
}
