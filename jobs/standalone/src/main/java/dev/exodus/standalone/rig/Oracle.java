package dev.exodus.standalone.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKeyWriter;
import dev.exodus.simulator.feed.Draft;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.topics.PartitionReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads the topics again, alone and in order, and writes down what must be stored: an answer key.
 * None of the jobs' code has a part in it.
 */
final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FUTURE_MS = 300_000;
    private static final long YEAR_2000_MS = 946_684_800_000L;

    private final List<String> services;
    private final List<String> countries;
    private final List<String> platforms = List.of(Recorder.platforms());
    private final AnswerKeyWriter key;
    private final Draft draft = new Draft();
    private final BitSet sequences = new BitSet();
    private long repeated;

    /**
     * @param folder for the answer key
     */
    Oracle(Scenario scenario, SimulationOptions options, Path folder) throws IOException {
        this.services = scenario.services().stream().map(Scenario.Service::name).toList();
        this.countries = scenario.countries().stream().map(Scenario.Country::code).toList();
        this.key = new AnswerKeyWriter(folder, scenario, options);
    }

    /**
     * Reads everything.
     *
     * @param partitions of each topic with events
     * @param through end of the feeds
     */
    void read(String bootstrapServers, int partitions, Instant through) throws IOException {
        Map<String, Object> kafka =
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        for (Feed feed : Feed.values()) {
            List<PartitionReader> readers = new ArrayList<>();
            try {
                for (int p = 0; p < partitions; p++) {
                    readers.add(new PartitionReader(kafka, Topic.of(feed), p));
                }
                read(feed, readers);
            } finally {
                readers.forEach(PartitionReader::close);
            }
        }
        key.finish(through);
    }

    /** Each partition in its order, all together by time, as the answer key wants it. */
    private void read(Feed feed, List<PartitionReader> partitions) throws IOException {
        Set<String> seen = new HashSet<>();
        while (true) {
            PartitionReader first =
                    partitions.stream()
                            .filter(reader -> reader.peek() != null)
                            .min(Comparator.comparingLong(reader -> reader.peek().timestamp()))
                            .orElse(null);
            if (first == null) {
                return;
            }
            ConsumerRecord<byte[], byte[]> record = first.next();
            note(record);
            draft.feed = feed;
            draft.partition = record.partition();
            draft.sendTime = record.timestamp();
            understand(record, seen);
            key.take(draft);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        byte[] header = record.headers().lastHeader(Load.SEQUENCE).value();
        int number = ByteBuffer.wrap(header).getInt();
        repeated += sequences.get(number) ? 1 : 0;
        sequences.set(number);
    }

    /** Sequence numbers that are in the topics. */
    BitSet sequences() {
        return sequences;
    }

    /** Records whose number had been seen before. */
    long repeated() {
        return repeated;
    }

    private void understand(ConsumerRecord<byte[], byte[]> record, Set<String> seen) {
        Header reason = record.headers().lastHeader(Load.REASON);
        if (reason != null) {
            refuse(RejectReason.valueOf(new String(reason.value(), StandardCharsets.US_ASCII)));
            return;
        }
        JsonNode event;
        try (MappingIterator<JsonNode> values =
                JSON.readerFor(JsonNode.class).readValues(record.value())) {
            event = values.nextValue();
            if (values.hasNextValue()) {
                refuse(RejectReason.TRAILING_DATA);
                return;
            }
        } catch (IOException | RuntimeException e) {
            refuse(RejectReason.NOT_JSON);
            return;
        }
        RejectReason wrong = fields(event, record.timestamp());
        if (wrong != null) {
            refuse(wrong);
        } else if (draft.kind == Draft.Kind.EVENT
                && draft.feed != Feed.CONNECTION
                && !seen.add(event.path("event_id").asText())) {
            draft.kind = Draft.Kind.COPY;
        }
    }

    private void refuse(RejectReason reason) {
        draft.kind = Draft.Kind.MALFORMED;
        draft.reason = reason.ordinal();
    }

    /** Fills the draft; returns what is wrong, or null. */
    private RejectReason fields(JsonNode event, long timestamp) {
        if (event.path("schema_version").asInt(1) != 1) {
            return RejectReason.UNKNOWN_VERSION;
        }
        boolean heartbeat = event.path("type").asText().equals("heartbeat");
        draft.kind = heartbeat ? Draft.Kind.HEARTBEAT : Draft.Kind.EVENT;
        try {
            JsonNode time = event.path("event_time");
            draft.eventTime =
                    time.isIntegralNumber()
                            ? time.asLong()
                            : OffsetDateTime.parse(time.asText()).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            return RejectReason.WRONG_TYPE;
        }
        String counter = counterField(draft.feed);
        if (!heartbeat) {
            for (String field : Arrays.asList("event_id", "service", "country", "user", counter)) {
                if (!event.hasNonNull(field)) {
                    return RejectReason.MISSING_FIELD;
                }
            }
            if (!event.path("country").asText().matches("[A-Z]{2}")) {
                return RejectReason.OUT_OF_RANGE;
            }
        }
        if (draft.eventTime < YEAR_2000_MS) {
            return RejectReason.IMPLAUSIBLE;
        }
        if (draft.eventTime > timestamp + FUTURE_MS) {
            return RejectReason.FUTURE;
        }
        if (heartbeat) {
            return null;
        }
        draft.counter = draft.feed.counters().indexOf(event.path(counter).asText());
        draft.service = services.indexOf(event.path("service").asText());
        draft.country = countries.indexOf(event.path("country").asText());
        draft.platform = platforms.indexOf(event.path("platform").asText());
        draft.weight = event.path("weight").asLong(1);
        draft.latencyMs = event.path("latency_ms").asLong();
        return draft.counter < 0 ? RejectReason.UNKNOWN_VALUE : null;
    }

    private static String counterField(Feed feed) {
        return switch (feed) {
            case SIGNUP -> "step";
            case SMS -> "status";
            case CONNECTION -> "outcome";
        };
    }
}
