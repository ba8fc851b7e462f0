package dev.exodus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.FaultShares;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.answer.TruthMinute;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final Scenario WHATSAPP = Scenario.shipped("2014-02-22-whatsapp");
    private static final int PARTITIONS = 4;

    @TempDir Path folder;

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneDoesNot() throws IOException {
        long first = fingerprint(options("19:00", "19:20", .05, 7), "a");
        assertThat(fingerprint(options("19:00", "19:20", .05, 7), "b")).isEqualTo(first);
        assertThat(fingerprint(options("19:00", "19:20", .05, 8), "c")).isNotEqualTo(first);
    }

    @Test
    void theAnswerKeyIsWhatAPlainLoopOverTheRecordsCounts() throws IOException {
        Recount recount = new Recount();
        Summary key =
                new Simulation(WHATSAPP, options("18:55", "19:40", .1, 3)).run(recount, folder);
        assertThat(recount.gaps).as("the file's gap lies within").isPositive();
        for (Feed feed : Feed.values()) {
            Map<Long, Long> events = new TreeMap<>();
            for (Iterator<TruthMinute> m = AnswerKey.open(folder).minutes(feed); m.hasNext(); ) {
                TruthMinute minute = m.next();
                minute.cells.forEach(
                        (cell, counts) ->
                                events.merge(
                                        minute.minute * 60 + TruthMinute.second(cell),
                                        counts[0],
                                        Long::sum));
                assertThat(minute.ledger[TruthMinute.READ])
                        .isEqualTo(
                                minute.ledger[TruthMinute.COUNTED]
                                        + minute.ledger[TruthMinute.DUPLICATE]
                                        + minute.ledger[TruthMinute.LATE]
                                        + minute.ledger[TruthMinute.REJECTED]
                                        + minute.ledger[TruthMinute.HEARTBEAT]);
            }
            assertThat(events).isEqualTo(recount.counted.get(feed));
            Summary.Ledger ledger = key.feeds().get(feed.wireName());
            assertThat(ledger.rejectedByReason()).isEqualTo(recount.rejected.get(feed));
            assertThat(ledger.late()).isEqualTo(recount.late.get(feed));
            assertThat(ledger.duplicate()).isEqualTo(recount.duplicates.get(feed));
        }
    }

    @Test
    void everyFeedHasItsShareOfFaults() throws IOException {
        Summary key =
                new Simulation(WHATSAPP, options("18:00", "21:00", .4, 3))
                        .run(new Recount(), folder);
        // A run with too small a share would have failed; here all feeds have enough events.
        assertThat(key.faultShares()).hasSize(Feed.values().length).allMatch(FaultShares::isJudged);
    }

    @Test
    void theWeekendAddsUpToThePressFigures() throws IOException {
        double scale = .02;
        Summary key =
                new Simulation(
                                WHATSAPP,
                                new SimulationOptions(
                                        WHATSAPP.start(), WHATSAPP.end(), scale, 1, PARTITIONS, 0))
                        .run(new Nowhere(), folder);
        Map<String, Long> telegram = key.totals().get("telegram").registrationsPerDay();
        // One percent at scale 1; a fiftieth of the people scatters a little more.
        assertThat(telegram.get("2014-02-22") / scale).isCloseTo(1.8e6, within(.03 * 1.8e6));
        assertThat(telegram.get("2014-02-23") / scale).isCloseTo(4.95e6, within(.02 * 4.95e6));
        assertThat(key.totals().get("telegram").peak() / scale).isCloseTo(100, within(1.0));
        assertThat(key.people().get("telegram").lost())
                .as("lost waiting for a code")
                .isGreaterThan((long) (100_000 * scale));
        assertThat(key.people().get("line").outage() / scale).isGreaterThan(1.5e6);
        // Of those who registered, some are counted too late.
        long completed = key.totals().get("line").signups().get("completed");
        long registered =
                AnswerKey.open(folder).causes().stream()
                        .filter(minute -> minute.service().equals("line"))
                        .filter(minute -> isWithin(minute.minute()))
                        .flatMap(minute -> minute.registered().stream())
                        .mapToLong(n -> n)
                        .sum();
        assertThat((double) completed).isCloseTo(registered, within(.005 * registered));
    }

    private static boolean isWithin(long minute) {
        return minute >= WHATSAPP.start().getEpochSecond() / 60
                && minute < WHATSAPP.end().getEpochSecond() / 60;
    }

    private static SimulationOptions options(String from, String to, double scale, long seed) {
        return new SimulationOptions(
                Instant.parse("2014-02-22T" + from + ":00Z"),
                Instant.parse("2014-02-22T" + to + ":00Z"),
                scale,
                seed,
                PARTITIONS,
                0);
    }

    private long fingerprint(SimulationOptions options, String name) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        new Simulation(WHATSAPP, options).run(fingerprint, folder.resolve(name));
        return fingerprint.hash;
    }

    private static final class Nowhere implements EventSink {
        @Override
        public void send(Feed feed, int partition, long time, byte[] b, int offset, int length) {}
    }

    private static final class Fingerprint implements EventSink {
        private long hash;

        @Override
        public void send(Feed feed, int partition, long time, byte[] b, int offset, int length) {
            hash = hash * 31 + feed.ordinal() * 7L + partition + time;
            for (int i = offset; i < offset + length; i++) {
                hash = hash * 31 + b[i];
            }
        }
    }

    /** Counts with the real codec and a rule of lateness written out once more. */
    private static final class Recount implements EventSink {
        private final Map<Feed, EventDecoder> decoders = new EnumMap<>(Feed.class);
        private final Map<Feed, Map<Long, Long>> counted = new EnumMap<>(Feed.class);
        private final Map<Feed, Map<String, Long>> rejected = new EnumMap<>(Feed.class);
        private final Map<Feed, Long> late = new EnumMap<>(Feed.class);
        private final Map<Feed, Long> duplicates = new EnumMap<>(Feed.class);
        private final Map<String, Long> clocks = new HashMap<>();
        private final Set<Long> ids = new HashSet<>();
        private int gaps;

        Recount() {
            for (Feed feed : Feed.values()) {
                decoders.put(feed, new EventDecoder(feed, Set.of(Field.EVENT_ID_HASH)));
                counted.put(feed, new TreeMap<>());
                rejected.put(feed, new TreeMap<>());
                late.put(feed, 0L);
                duplicates.put(feed, 0L);
            }
        }

        @Override
        public void send(Feed feed, int partition, long time, byte[] b, int offset, int length) {
            DecodedEvent event = decoders.get(feed).decode(b, offset, length);
            if (event.kind() == DecodedEvent.Kind.REJECTED) {
                rejected.get(feed).merge(event.reason().wireName(), 1L, Long::sum);
                return;
            }
            if (event.eventTime() > time + 300_000) {
                rejected.get(feed).merge("future", 1L, Long::sum);
                return;
            }
            String key = feed + "-" + partition;
            long before = clocks.getOrDefault(key, event.eventTime());
            long clock = Math.max(before, event.eventTime());
            clocks.put(key, clock);
            gaps += clock - before > 5_000 ? 1 : 0;
            if (event.kind() == DecodedEvent.Kind.HEARTBEAT) {
                return;
            }
            if (event.eventTime() < clock - 605_000) {
                late.merge(feed, 1L, Long::sum);
            } else if (feed == Feed.CONNECTION || ids.add(event.eventIdHash())) {
                long second = Math.floorDiv(event.eventTime(), 1000L);
                counted.get(feed).merge(second, 1L, Long::sum);
            } else {
                duplicates.merge(feed, 1L, Long::sum);
            }
        }
    }
}
