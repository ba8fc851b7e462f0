package dev.exodus.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.exodus.schemas.events.Feed;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DecodingInterceptorTest {
    private static final long T = 1_393_093_800_000L;
    private static final TopicPartition ZERO = new TopicPartition("events.connection", 0);
    private static final TopicPartition ONE = new TopicPartition("events.connection", 1);
    private static final String EVENT =
            "{\"event_id\":\"c-1\",\"event_time\":%d,\"service\":\"whatsapp\",\"country\":\"BR\","
                    + "\"user\":\"u-19\",\"outcome\":\"timeout\",\"latency_ms\":30000}";

    @Test
    void whatAPartitionBroughtIsOneRecordWithTheOffsetOfTheLast() throws Exception {
        Fetching fetching = new Fetching();
        ConsumerRecords<byte[], byte[]> decoded =
                fetching.fetch(
                        record(ZERO, 5, EVENT.formatted(T)),
                        record(ZERO, 6, "no event"),
                        record(ZERO, 7, heartbeat(T + 1_000)),
                        record(ONE, 7, heartbeat(T)));

        assertThat(decoded.nextOffsets()).isEqualTo(Fetching.NEXT);
        assertThat(decoded.records(ZERO)).extracting(ConsumerRecord::offset).containsExactly(7L);
        assertThat(decoded.records(ONE)).extracting(ConsumerRecord::offset).containsExactly(7L);
        assertThat(passedOn(decoded.records(ZERO).get(0)))
                .extracting(r -> r.offset, r -> r.kind, r -> r.service, r -> r.reason)
                .containsExactly(
                        tuple(5L, FeedRecord.Kind.EVENT, "whatsapp", null),
                        tuple(6L, FeedRecord.Kind.REJECTED, null, "not_json"),
                        tuple(7L, FeedRecord.Kind.HEARTBEAT, null, null));
    }

    /** A transaction's end takes an offset, and so does what was compacted. */
    @Test
    void everyRecordHasItsOffsetWhereSomeAreMissing() throws Exception {
        ConsumerRecords<byte[], byte[]> decoded =
                new Fetching()
                        .fetch(
                                record(ZERO, 5, heartbeat(T)),
                                record(ZERO, 6, heartbeat(T + 1)),
                                record(ZERO, 8, heartbeat(T + 2)),
                                record(ZERO, 9, heartbeat(T + 3)),
                                record(ZERO, 20, heartbeat(T + 4)));

        assertThat(decoded.records(ZERO))
                .extracting(ConsumerRecord::offset)
                .containsExactly(6L, 9L, 20L);
        assertThat(decoded.records(ZERO).stream().flatMap(r -> passedOn(r).stream()))
                .extracting(r -> r.offset, r -> r.eventTime)
                .containsExactly(
                        tuple(5L, T),
                        tuple(6L, T + 1),
                        tuple(8L, T + 2),
                        tuple(9L, T + 3),
                        tuple(20L, T + 4));
    }

    /** Kafka may go through a partition, another, and the first again. */
    @Test
    void recordsThatWereNotDecodedInARowAreStillInTheirOrder() throws Exception {
        ConsumerRecords<byte[], byte[]> decoded =
                new Fetching()
                        .fetch(
                                record(ZERO, 5, heartbeat(T)),
                                record(ONE, 7, EVENT.formatted(T + 7)),
                                record(ZERO, 6, EVENT.formatted(T + 6)),
                                record(ZERO, 7, (String) null));

        assertThat(decoded.records(ZERO))
                .extracting(ConsumerRecord::offset)
                .containsExactly(5L, 6L, 7L);
        assertThat(decoded.records(ZERO).stream().flatMap(r -> passedOn(r).stream()))
                .extracting(r -> r.partition, r -> r.offset, r -> r.eventTime)
                .containsExactly(
                        tuple(0, 5L, T), tuple(0, 6L, T + 6), tuple(0, 7L, Long.MIN_VALUE));
        assertThat(passedOn(decoded.records(ONE).get(0)))
                .extracting(r -> r.partition, r -> r.offset, r -> r.eventTime)
                .containsExactly(tuple(1, 7L, T + 7));
    }

    /** A task is still at one fetch when the next is decoded. */
    @Test
    void aFetchDoesNotTouchTheOneBefore() throws Exception {
        Fetching fetching = new Fetching();
        ConsumerRecords<byte[], byte[]> first = fetching.fetch(record(ZERO, 5, heartbeat(T)));
        ConsumerRecords<byte[], byte[]> second =
                fetching.fetch(record(ZERO, 6, EVENT.formatted(T + 1)));

        assertThat(passedOn(first.records(ZERO).get(0)).get(0).kind)
                .isEqualTo(FeedRecord.Kind.HEARTBEAT);
        assertThat(passedOn(second.records(ZERO).get(0)).get(0).eventTime).isEqualTo(T + 1);
    }

    @Test
    void anEventKeepsWhatItWasDecodedFrom() throws Exception {
        String text = EVENT.formatted(T);
        FeedRecord event = decode(record(ZERO, 5, text));
        assertThat(event.service).isEqualTo("whatsapp");
        assertThat(event.country).isEqualTo("BR");
        assertThat(event.eventTime).isEqualTo(T);
        assertThat(event.latencyMs).isEqualTo(30_000);
        assertThat(event.payload()).asString().isEqualTo(text);
    }

    /** They share a number in the batch. */
    @Test
    void theGreatestWeightAndAnEndlessLatencyDoNotTouchEachOther() throws Exception {
        String text = EVENT.formatted(T).replace("30000}", "%d,\"weight\":1000000000}");
        FeedRecord longest = decode(record(ZERO, 5, text.formatted(Long.MAX_VALUE)));
        assertThat(longest.weight).isEqualTo(1_000_000_000);
        assertThat(longest.latencyMs).as("more than an hour is one").isEqualTo(Integer.MAX_VALUE);
        FeedRecord shortest = decode(record(ZERO, 6, text.formatted(0)));
        assertThat(shortest.weight).isEqualTo(1_000_000_000);
        assertThat(shortest.latencyMs).isZero();
    }

    @Test
    void aRecordWithoutValueIsRefused() throws Exception {
        FeedRecord refused = decode(record(ZERO, 5, (String) null));
        assertThat(refused.kind).isEqualTo(FeedRecord.Kind.REJECTED);
        assertThat(refused.reason).isEqualTo("empty");
        assertThat(refused.recordTime).isEqualTo(T);
        assertThat(refused.payload()).isEmpty();
    }

    @Test
    void aRecordWithoutValueAmongOthersIsInItsPlace() throws Exception {
        ConsumerRecords<byte[], byte[]> decoded =
                new Fetching()
                        .fetch(
                                record(ZERO, 5, heartbeat(T)),
                                record(ZERO, 6, (String) null),
                                record(ZERO, 7, heartbeat(T + 2)));

        assertThat(decoded.records(ZERO).stream().flatMap(r -> passedOn(r).stream()))
                .extracting(r -> r.offset, r -> r.eventTime)
                .containsExactly(tuple(5L, T), tuple(6L, Long.MIN_VALUE), tuple(7L, T + 2));
    }

    /** So a replay refuses what live refused. */
    @Test
    void anEventThatIsAheadOfItsSendingIsRefused() throws Exception {
        long bound = T + 5 * 60_000;
        assertThat(decode(record(ZERO, 5, EVENT.formatted(bound))).kind)
                .isEqualTo(FeedRecord.Kind.EVENT);
        assertThat(decode(record(ZERO, 6, EVENT.formatted(bound + 1))).reason).isEqualTo("future");
    }

    /** Kafka goes on with what it was given where an interceptor throws. */
    @Test
    void whatWasNotDecodedIsNotLost() {
        assertThatThrownBy(() -> passedOn(record(ZERO, 5, EVENT.formatted(T))))
                .hasMessageContaining("events.connection were not decoded");
    }

    @Test
    void interceptorsOfTheUserComeFirst() {
        Configuration options = new Configuration();
        String ours = DecodingInterceptor.class.getName();
        assertThat(FeedSource.consumer(decoder(), options).getProperty("interceptor.classes"))
                .isEqualTo(ours);
        options.setString("kafka.interceptor.classes", "com.example.Counting");
        assertThat(FeedSource.consumer(decoder(), options).getProperty("interceptor.classes"))
                .isEqualTo("com.example.Counting," + ours);
        options.setString("kafka.interceptor.classes", " ");
        assertThat(FeedSource.consumer(decoder(), options).getProperty("interceptor.classes"))
                .isEqualTo(ours);
    }

    private static FeedDecoder decoder() {
        return new FeedDecoder(Feed.CONNECTION, false);
    }

    /** What a consumer does: with the properties of a job as they come to a task. */
    private static final class Fetching {
        static final Map<TopicPartition, OffsetAndMetadata> NEXT =
                Map.of(ZERO, new OffsetAndMetadata(10), ONE, new OffsetAndMetadata(8));

        private final DecodingDeserializer values = new DecodingDeserializer();
        private final DecodingInterceptor interceptor = new DecodingInterceptor();

        Fetching() throws Exception {
            Properties sent =
                    InstantiationUtil.clone(FeedSource.consumer(decoder(), new Configuration()));
            Map<String, Object> properties = new HashMap<>();
            sent.forEach((key, value) -> properties.put((String) key, value));
            values.configure(properties, false);
            interceptor.configure(properties);
        }

        @SafeVarargs
        final ConsumerRecords<byte[], byte[]> fetch(ConsumerRecord<byte[], byte[]>... sent) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> each : sent) {
                TopicPartition partition = new TopicPartition(each.topic(), each.partition());
                byte[] value = each.value() == null ? null : deserialized(each);
                fetched.computeIfAbsent(partition, p -> new ArrayList<>())
                        .add(record(partition, each.offset(), value));
            }
            return interceptor.onConsume(new ConsumerRecords<>(fetched, NEXT));
        }

        /** The value is somewhere in what was fetched, on the heap or not. */
        private byte[] deserialized(ConsumerRecord<byte[], byte[]> record) {
            int length = record.value().length;
            int before = (int) record.offset();
            ByteBuffer all =
                    record.offset() % 2 == 0
                            ? ByteBuffer.allocateDirect(length + before + 9)
                            : ByteBuffer.allocate(length + before + 9);
            all.position(before).put(record.value());
            ByteBuffer value = all.flip().position(before).slice();
            return values.deserialize(record.topic(), record.headers(), value);
        }
    }

    private static FeedRecord decode(ConsumerRecord<byte[], byte[]> record) throws Exception {
        return passedOn(new Fetching().fetch(record).iterator().next()).get(0);
    }

    private static List<FeedRecord> passedOn(ConsumerRecord<byte[], byte[]> record) {
        List<FeedRecord> out = new ArrayList<>();
        FetchedRecordsSchema schema = new FetchedRecordsSchema();
        schema.open(null);
        schema.deserialize(
                record,
                new ListCollector<>(out) {
                    @Override
                    public void collect(FeedRecord reused) {
                        super.collect(copy(reused));
                    }
                });
        return out;
    }

    private static FeedRecord copy(FeedRecord reused) {
        FeedRecord copy = new FeedRecord();
        for (Field field : FeedRecord.class.getFields()) {
            try {
                field.set(copy, field.get(reused));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return copy;
    }

    private static String heartbeat(long time) {
        return "{\"type\":\"heartbeat\",\"event_time\":" + time + "}";
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, String value) {
        return record(
                partition, offset, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                T,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
