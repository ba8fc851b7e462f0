package dev.exodus.standalone.replay;

import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.demo.PacedSender;
import dev.exodus.standalone.demo.Phases;
import dev.exodus.standalone.demo.Progress;
import dev.exodus.standalone.demo.Run;
import dev.exodus.standalone.demo.RunJob;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.CommonClientConfigs;

/** Counts of a real service through a real broker and the jobs, into PostgreSQL and the lake. */
public final class CountsReplay {
    private static final long BYTES_AT_LEAST = 500_000_000;
    private static final long BYTES_PER_SECOND = 400;

    private final Counts counts;
    private final String service;
    private final Feed feed;

    public CountsReplay(Counts counts, String service, Feed feed) {
        this.counts = counts;
        this.service = service;
        this.feed = feed;
    }

    /**
     * Replays them.
     *
     * @param temporary whether the folder is to be deleted if the run is interrupted
     * @param speed seconds of the counts per second
     * @return where the time went
     */
    public Phases run(
            DataFolder folder, boolean temporary, PrintWriter out, boolean terminal, double speed)
            throws Exception {
        long seconds = counts.to().getEpochSecond() - counts.from().getEpochSecond();
        Configuration options = new Configuration();
        // Known throughout, so that even a silence of weeks reads as zero where it was observed.
        options.set(RatesOptions.KNOWN_FOR, Duration.ofSeconds(seconds).plus(CountsPlayer.CLOSING));
        Run run =
                new Run(
                        folder,
                        temporary,
                        List.of(RunJob.rates(folder, options), RunJob.outages(folder, options)));
        run.requireDisk(
                BYTES_AT_LEAST + BYTES_PER_SECOND * seconds * Topic.of(feed).partitions() / 4);
        run.play((broker, backlog) -> send(broker, backlog, out, terminal, speed));
        return run.phases();
    }

    private Void send(
            String bootstrapServers,
            Progress.Backlog backlog,
            PrintWriter out,
            boolean terminal,
            double speed)
            throws Exception {
        long from = counts.from().toEpochMilli();
        try (PacedSender sender =
                new PacedSender(
                        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new Progress(out, terminal, from, counts.to().toEpochMilli(), backlog),
                        speed,
                        from)) {
            new CountsPlayer(service, feed, sender).play(counts);
            sender.flush();
        }
        return null;
    }

    /** Compares what is in a run's folder with the counts. */
    public CountsReport check(DataFolder folder) throws Exception {
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection reader = postgres.checker();
                Connection duckdb = LakeDatabase.open(folder.lake())) {
            CountsReport rows = new CountsCheck(service, feed, counts).run(reader, duckdb);
            return rows.with(EpisodesCheck.run(counts, service, feed, reader));
        }
    }
}
