package dev.exodus.standalone.demo;

import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.simulator.EventSink;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.history.History;
import dev.exodus.standalone.check.StoredMigration;
import dev.exodus.standalone.check.StoredPeople;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.HistoryImport;
import dev.exodus.standalone.marks.MarkVersions;
import dev.exodus.standalone.marks.Marks;
import dev.exodus.standalone.migration.RegistrationsOfLake;
import dev.exodus.standalone.outages.Learner;
import dev.exodus.standalone.outages.Learning;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.CommonClientConfigs;

/** A scenario through a real broker and the jobs, into the lake. */
public final class Demo {
    /**
     * How much of the story is replayed before all jobs run: enough to be seen. Then it waits, for
     * what the others are waited for needs the processors too.
     */
    private static final Duration HEAD_START = Duration.ofMinutes(45);

    private final DemoSettings settings;
    private final DataFolder folder;
    private final boolean temporary;
    private final PrintWriter out;
    private final boolean terminal;
    private final Phases preparing = new Phases();
    private String written;
    private final CountDownLatch prepared = new CountDownLatch(1);

    /**
     * @param temporary whether the folder is to be deleted if the run is interrupted
     * @param terminal whether a progress bar can be drawn
     */
    public Demo(
            DemoSettings settings,
            DataFolder folder,
            boolean temporary,
            PrintWriter out,
            boolean terminal) {
        this.settings = settings;
        this.temporary = temporary;
        this.folder = folder;
        this.out = out;
        this.terminal = terminal;
    }

    /** Where the answer key of a run lies. */
    public static Path answerKey(DataFolder folder) {
        return folder.root().resolve("answer-key");
    }

    /**
     * Runs it.
     *
     * @param beside what else uses the folder; closed if the run is interrupted
     * @param doing is told what is done until all jobs run, then an empty text
     * @return whether all totals equal the answer key
     * @throws IOException if the disk is too small, or a part fails
     */
    public boolean run(AutoCloseable beside, Consumer<String> doing) throws Exception {
        History history = new History(settings.scenario(), settings.simulation());
        Run run =
                new Run(
                        folder,
                        temporary,
                        List.of(RunJob.rates(folder, new Configuration()), RunJob.funnel(folder)),
                        new LaterJobs(
                                () -> prepare(history, doing),
                                List.of(RunJob.outages(folder), RunJob.migration(folder))),
                        beside);
        List<Mark> marks = marks();
        run.requireDisk(settings.bytesNeeded());
        doing.accept("Starting the broker and the jobs.");
        Summary key = run.play((kafka, backlog) -> replay(marks, kafka, backlog));
        Outcome outcome = Outcome.of(folder.lake(), key);
        outcome.table().printAligned(out);
        out.println();
        IncidentTable.of(folder.lake()).printAligned(out);
        out.println();
        printMigration();
        out.println();
        marks.forEach(mark -> out.println("known: " + text(mark)));
        key.faultShares().forEach(shares -> out.println("faults of " + shares));
        out.println(written);
        out.printf(
                Locale.ROOT,
                "time: %s; meanwhile: %s%ndata: %s%n",
                run.phases(),
                preparing,
                folder.root());
        out.flush();
        return outcome.exact();
    }

    /** Makes what OutagesJob and MigrationJob start from, while the replay goes on. */
    private void prepare(History history, Consumer<String> doing) throws Exception {
        doing.accept(
                "Learning from the %d days before what is usual: outages are told after that."
                        .formatted(History.LENGTH.toDays()));
        preparing.take("history", () -> learn(history));
        preparing.take("registrations", () -> learnRegistrations(history));
        prepared.countDown();
        doing.accept("");
    }

    /** While it is written: as {@code ./exodus learn} does it, without reading it again. */
    private void learn(History history) throws IOException, InterruptedException {
        Learner learner =
                new Learner(
                        OutagesOptions.settings(new Configuration()),
                        shifted(history.from()),
                        fact -> {});
        long rows = HistoryImport.write(history, folder.lake(), learner::row);
        Learning.write(learner.through(shifted(history.to())), folder.warmStart());
        written =
                String.format(
                        Locale.ROOT,
                        "history: %,d rows of minutes of %d days, to %s",
                        rows,
                        History.LENGTH.toDays(),
                        shifted(history.to()));
    }

    /** Of the history alone: what comes after it in the lake is of the replay. */
    private void learnRegistrations(History history) throws IOException, SQLException {
        RegistrationsOfLake.write(
                RegistrationsOfLake.read(folder.lake(), null, shifted(history.to())),
                folder.registrations());
    }

    private Instant shifted(Instant time) {
        return time.plusMillis(settings.simulation().shiftMillis());
    }

    /** As PostgreSQL has it, which knows what is not settled too. */
    private void printMigration() throws IOException, SQLException {
        try (Postgres postgres = Postgres.start(folder.postgres());
                Connection reader = postgres.connect(Postgres.READER)) {
            MigrationTable.of(StoredMigration.in(reader)).printAligned(out);
            out.println();
            PeopleTable.of(StoredPeople.in(reader)).printAligned(out);
        }
    }

    private static String text(Mark mark) {
        return mark.kind()
                + (mark.service() == null ? "" : " of " + mark.service())
                + (mark.country() == null ? "" : " in " + mark.country())
                + " at "
                + mark.startsAt()
                + (mark.endsAt() == null ? "" : " to " + mark.endsAt())
                + ": "
                + mark.label()
                + (mark.source() == null ? "" : " (" + mark.source() + ")");
    }

    /** What people know, as {@code ./exodus mark add} would say it. */
    private List<Mark> marks() {
        long shift = settings.simulation().shiftMillis();
        return settings.scenario().marks().stream()
                .map(mark -> mark.shifted(shift))
                .map(
                        mark ->
                                MarkVersions.of(
                                        mark.kind(),
                                        mark.service(),
                                        mark.country(),
                                        null,
                                        mark.from(),
                                        mark.to(),
                                        mark.label(),
                                        mark.source()))
                .toList();
    }

    private Summary replay(List<Mark> marks, String bootstrapServers, Progress.Backlog backlog)
            throws Exception {
        Map<String, String> kafka =
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        new Marks(new HashMap<>(kafka)).put(marks);
        long shift = settings.simulation().shiftMillis();
        long from = settings.simulation().from().toEpochMilli() + shift;
        Simulation simulation = new Simulation(settings.scenario(), settings.simulation());
        try (PacedSender sender =
                new PacedSender(
                        kafka,
                        new Progress(out, terminal, from, simulation.through(), backlog),
                        settings.speed(),
                        from)) {
            long headStart = from + HEAD_START.toMillis();
            Summary key = simulation.run(new Held(sender, headStart), answerKey(folder));
            sender.flush();
            return key;
        }
    }

    /** Waits at a moment of the story until the jobs that come later can start. */
    private final class Held implements EventSink {
        private final EventSink sender;
        private final long atMs;

        Held(EventSink sender, long atMs) {
            this.sender = sender;
            this.atMs = atMs;
        }

        @Override
        public void send(
                Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length) {
            sender.send(feed, partition, sendTime, buffer, offset, length);
        }

        @Override
        public void advanced(long time) {
            sender.advanced(time);
            if (time < atMs) {
                return;
            }
            try {
                prepared.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the replay was interrupted", e);
            }
        }
    }
}
