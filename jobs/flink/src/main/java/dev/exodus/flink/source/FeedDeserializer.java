package dev.exodus.flink.source;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import dev.exodus.schemas.events.RejectReason;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes inside the source, so that watermarks stay per partition. Never throws: what is no event
 * becomes a refused record.
 */
public final class FeedDeserializer implements KafkaRecordDeserializationSchema<FeedRecord> {
    private static final long serialVersionUID = 1;

    /** How far ahead of its own sending an event may claim to be. */
    private static final long FUTURE_MS = 5 * 60_000;

    private static final byte[] NOTHING = {};

    /** What one job needs of an event beyond what all need. */
    public interface Detail extends Serializable {
        /** Called once, where the records are read. */
        void open();

        /** Copies it from an event; every call sets the same fields. */
        void fill(DecodedEvent event, FeedRecord record);
    }

    private final Feed feed;
    private final HashSet<Field> fields;
    private final Detail detail;

    private transient EventDecoder decoder;
    private transient FeedRecord record;
    private transient long now;

    /**
     * @param feed whose events these are
     * @param hashIds whether duplicates are looked for, so that event ids are needed
     */
    public FeedDeserializer(Feed feed, boolean hashIds) {
        this(feed, hashIds ? Set.of(Field.EVENT_ID_HASH) : Set.of(), null);
    }

    /**
     * @param feed whose events these are
     * @param fields what is decoded beyond what all jobs need
     * @param detail takes it from an event
     */
    public FeedDeserializer(Feed feed, Set<Field> fields, Detail detail) {
        this.feed = feed;
        this.fields = new HashSet<>(fields);
        this.detail = detail;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new EventDecoder(feed, fields);
        if (detail != null) {
            detail.open();
        }
        record = new FeedRecord();
        now = System.currentTimeMillis();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<FeedRecord> out) {
        byte[] value = kafkaRecord.value() == null ? NOTHING : kafkaRecord.value();
        DecodedEvent event = decoder.decode(value, 0, value.length);
        record.partition = kafkaRecord.partition();
        record.offset = kafkaRecord.offset();
        record.recordTime = kafkaRecord.timestamp();
        record.payload = value;
        switch (event.kind()) {
            case REJECTED -> reject(event.reason(), event.detail());
            case HEARTBEAT -> accept(FeedRecord.Kind.HEARTBEAT, event);
            case EVENT -> accept(FeedRecord.Kind.EVENT, event);
        }
        out.collect(record);
    }

    private void accept(FeedRecord.Kind kind, DecodedEvent event) {
        if (isAhead(event.eventTime())) {
            reject(RejectReason.FUTURE, "event_time is ahead of the record's sending");
            return;
        }
        record.kind = kind;
        record.eventTime = event.eventTime();
        record.reason = null;
        record.detail = null;
        record.service = event.service();
        record.country = event.country();
        record.platform = event.platform();
        record.counter = event.counter();
        record.weight = event.weight();
        record.latencyMs = event.latencyMs();
        record.eventId = event.eventIdHash();
        if (detail != null && kind == FeedRecord.Kind.EVENT) {
            detail.fill(event, record);
        }
    }

    /**
     * The record's own timestamp bounds it too, so that a replay refuses what live refused. The
     * clock is read only for an event that the last reading does not cover.
     */
    private boolean isAhead(long eventTime) {
        if (eventTime > record.recordTime + FUTURE_MS) {
            return true;
        }
        if (eventTime > now + FUTURE_MS) {
            now = System.currentTimeMillis();
        }
        return eventTime > now + FUTURE_MS;
    }

    private void reject(RejectReason reason, String detail) {
        record.kind = FeedRecord.Kind.REJECTED;
        record.eventTime = Long.MIN_VALUE;
        record.reason = reason.wireName();
        record.detail = detail;
    }

    @Override
    public TypeInformation<FeedRecord> getProducedType() {
        return TypeInformation.of(FeedRecord.class);
    }
}
