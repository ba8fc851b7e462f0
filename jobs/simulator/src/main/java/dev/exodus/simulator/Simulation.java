package dev.exodus.simulator;

import dev.exodus.simulator.answer.AnswerKeyWriter;
import dev.exodus.simulator.answer.FaultShares;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.feed.Draft;
import dev.exodus.simulator.feed.Outboxes;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.people.Connections;
import dev.exodus.simulator.people.Population;
import dev.exodus.simulator.people.Sessions;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a scenario second by second: the records in the order of their sending, and the answer key.
 * The same scenario, options and seed give the same bytes.
 */
public final class Simulation {
    /** People who are under way when the window begins came within this time before. */
    private static final long WARM_UP_SECONDS = 45 * 60;

    private final Scenario scenario;
    private final SimulationOptions options;
    private final Stream lot = new Stream();

    public Simulation(Scenario scenario, SimulationOptions options) {
        this.scenario = scenario;
        this.options = options;
    }

    /** Where the feed ends: epoch milliseconds, shifted. */
    public long through() {
        return options.through().toEpochMilli() + options.shiftMillis();
    }

    /**
     * Runs it.
     *
     * @param sink takes the records
     * @param answerKey folder for the answer key
     * @throws IllegalStateException if fewer faults came about than a scenario promises
     */
    public Summary run(EventSink sink, Path answerKey) throws IOException {
        AnswerKeyWriter key = new AnswerKeyWriter(answerKey, scenario, options);
        long from = options.from().getEpochSecond();
        long to = options.to().getEpochSecond();
        Outboxes outboxes = new Outboxes();
        Recorder recorder = recorder(outboxes);
        Population population = new Population(scenario, options.seed(), options.scale());
        List<Sessions> sessions = new ArrayList<>();
        List<Connections> connections = new ArrayList<>();
        for (int i = 0; i < scenario.services().size(); i++) {
            sessions.add(
                    new Sessions(
                            scenario, i, recorder, population, options.seed(), options.scale()));
            connections.add(
                    new Connections(
                            scenario, i, recorder, population, options.seed(), options.scale()));
        }
        Outboxes.Taker send =
                (draft, bytes, offset, length) -> {
                    countLostOriginal(draft);
                    take(key, draft);
                    sink.send(draft.feed, draft.partition, draft.sendTime, bytes, offset, length);
                };
        for (long second = from - WARM_UP_SECONDS; second < to; second++) {
            boolean recording = second >= from;
            if (recording && scenario.heartbeats()) {
                recorder.heartbeats(second);
            }
            for (int i = 0; i < sessions.size(); i++) {
                sessions.get(i).second(second, key);
                connections.get(i).second(second);
            }
            outboxes.send(
                    second,
                    (draft, bytes, offset, length) -> {
                        if (recording && !isMissing(draft, draft.sendTime)) {
                            send.take(draft, bytes, offset, length);
                        }
                    });
            sink.advanced((second + 1) * 1000 + options.shiftMillis());
        }
        close(send);
        Summary summary = key.finish(Instant.ofEpochMilli(through()));
        summary.faultShares().forEach(FaultShares::require);
        return summary;
    }

    /**
     * Ends the feed with one heartbeat far behind: every row settles, and of the time between
     * nothing is known. Heartbeats all along would say that nobody came.
     */
    private void close(Outboxes.Taker send) {
        Outboxes outboxes = new Outboxes();
        long last = options.through().getEpochSecond() - 1;
        recorder(outboxes).heartbeats(last);
        outboxes.send(last, send);
    }

    private Recorder recorder(Outboxes outboxes) {
        return new Recorder(
                scenario, outboxes, options.seed(), options.partitions(), options.shiftMillis());
    }

    private static void take(AnswerKeyWriter key, Draft draft) {
        try {
            key.take(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the answer key", e);
        }
    }

    /** A copy whose original was never sent is the event. */
    private void countLostOriginal(Draft draft) {
        if (draft.kind != Draft.Kind.COPY) {
            return;
        }
        long original = draft.sendTime - draft.latencyMs;
        long from = options.from().toEpochMilli() + options.shiftMillis();
        if (original < from || isMissing(draft, original)) {
            draft.kind = Draft.Kind.EVENT;
        }
    }

    private boolean isMissing(Draft draft, long sendTime) {
        return inGap(draft, sendTime) || isLost(draft, sendTime);
    }

    /** Whether it is lost is a matter of the event: its copies are lost with it. */
    private boolean isLost(Draft draft, long sendTime) {
        if (draft.kind == Draft.Kind.HEARTBEAT) {
            return false;
        }
        for (Scenario.Loss loss : scenario.losses()) {
            long sent = sendTime - options.shiftMillis();
            boolean ofService =
                    loss.service() == null
                            || loss.service().equals(scenario.services().get(draft.service).name());
            if (ofService
                    && draft.feed.wireName().equals(loss.feed())
                    && loss.from().toEpochMilli() <= sent
                    && sent < loss.to().toEpochMilli()
                    && lot.of(options.seed(), draft.country, draft.eventTime).next()
                            < loss.share()) {
                return true;
            }
        }
        return false;
    }

    private boolean inGap(Draft draft, long sendTime) {
        for (Scenario.FeedGap gap : scenario.gaps()) {
            long sent = sendTime - options.shiftMillis();
            if (draft.partition == gap.partition()
                    && draft.feed.wireName().equals(gap.feed())
                    && gap.from().toEpochMilli() <= sent
                    && sent < gap.to().toEpochMilli()) {
                return true;
            }
        }
        return false;
    }
}
