package dev.exodus.flink.source;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import dev.exodus.schemas.events.RejectReason;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes the records of a feed. Never throws: what is no event becomes a refused record. {@link
 * DecodingInterceptor} says where.
 */
public final class FeedDecoder implements Serializable {
    private static final long serialVersionUID = 1;

    /** How far ahead of its own sending an event may claim to be. */
    private static final long FUTURE_MS = 5 * 60_000;

    private static final byte[] NOTHING = {};

    /** What one job needs of an event beyond what all need. */
    public interface Detail extends Serializable {
        /** Called once, where the records are fetched. */
        void open();

        /** Copies it from an event. */
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
    public FeedDecoder(Feed feed, boolean hashIds) {
        this(feed, hashIds ? Set.of(Field.EVENT_ID_HASH) : Set.of(), null);
    }

    /**
     * @param feed whose events these are
     * @param fields what is decoded beyond what all jobs need
     * @param detail takes it from an event
     */
    public FeedDecoder(Feed feed, Set<Field> fields, Detail detail) {
        this.feed = feed;
        this.fields = new HashSet<>(fields);
        this.detail = detail;
    }

    void open() {
        decoder = new EventDecoder(feed, fields);
        record = new FeedRecord();
        if (detail != null) {
            detail.open();
        }
        now = System.currentTimeMillis();
    }

    /** Decodes a record; what it returns is used again for the next one. */
    FeedRecord decode(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        byte[] value = kafkaRecord.value() == null ? NOTHING : kafkaRecord.value();
        DecodedEvent event = decoder.decode(value, 0, value.length);
        record.clear();
        record.partition = kafkaRecord.partition();
        record.offset = kafkaRecord.offset();
        record.recordTime = kafkaRecord.timestamp();
        record.payload = value;
        switch (event.kind()) {
            case REJECTED -> reject(event.reason(), event.detail());
            case HEARTBEAT -> accept(FeedRecord.Kind.HEARTBEAT, event);
            case EVENT -> accept(FeedRecord.Kind.EVENT, event);
        }
        return record;
    }

    private void accept(FeedRecord.Kind kind, DecodedEvent event) {
        if (isAhead(event.eventTime(), record.recordTime)) {
            reject(RejectReason.FUTURE, "event_time is ahead of the record's sending");
            return;
        }
        record.kind = kind;
        record.eventTime = event.eventTime();
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
    private boolean isAhead(long eventTime, long recordTime) {
        if (eventTime > recordTime + FUTURE_MS) {
            return true;
        }
        if (eventTime > now + FUTURE_MS) {
            now = System.currentTimeMillis();
        }
        return eventTime > now + FUTURE_MS;
    }

    private void reject(RejectReason reason, String why) {
        record.kind = FeedRecord.Kind.REJECTED;
        record.eventTime = Long.MIN_VALUE;
        record.reason = reason.wireName();
        record.detail = why;
    }
}
