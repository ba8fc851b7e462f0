package dev.exodus.flink.source;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import dev.exodus.schemas.events.RejectReason;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decodes the records of a feed into batches, from one fetch to the next. Never throws: what is no
 * event becomes a refused record. {@link DecodingDeserializer} gives it the values, {@link
 * DecodingInterceptor} takes the batches, both on the thread of one consumer.
 */
public final class FeedDecoder implements Serializable {
    private static final long serialVersionUID = 1;

    /** How far ahead of its own sending an event may claim to be. */
    private static final long FUTURE_MS = 5 * 60_000;

    private static final String AHEAD = "event_time is ahead of the record's sending";
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
    private transient RecordBatch batch;
    private transient List<byte[]> tokens;
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

    /** Called where the records are fetched, by whoever decodes there. */
    void open() {
        if (decoder != null) {
            return;
        }
        decoder = new EventDecoder(feed, fields);
        record = new FeedRecord();
        batch = new RecordBatch(0);
        tokens = new ArrayList<>();
        if (detail != null) {
            detail.open();
        }
        now = System.currentTimeMillis();
    }

    /**
     * Decodes a value.
     *
     * @return what its record is found by, until {@link #next}
     */
    byte[] decode(byte[] bytes, int from, int length) {
        DecodedEvent event = decoder.decode(bytes, from, length);
        int index = batch.size();
        batch.add(event, bytes, from, length);
        if (detail != null && event.kind() == DecodedEvent.Kind.EVENT) {
            record.clearDetail();
            detail.fill(event, record);
            batch.addDetail(record);
        }
        if (index == tokens.size()) {
            tokens.add(ByteBuffer.allocate(Integer.BYTES).putInt(index).array());
        }
        return tokens.get(index);
    }

    /** Decodes what has no value; returns its index in the {@link #batch}. */
    int decodeNothing() {
        return index(decode(NOTHING, 0, 0));
    }

    /**
     * Index in the {@link #batch} of a value.
     *
     * @param token what {@link #decode} returned for it
     */
    static int index(byte[] token) {
        return ByteBuffer.wrap(token).getInt();
    }

    /** Says when the record with an index was sent. */
    void sent(int index, long recordTime) {
        if (!batch.isRefused(index) && isAhead(batch.eventTime(index), recordTime)) {
            batch.refuse(index, RejectReason.FUTURE.wireName(), AHEAD);
        }
        if (batch.isRefused(index)) {
            batch.sent(index, recordTime);
        }
    }

    /** The records decoded since {@link #next}. */
    RecordBatch batch() {
        return batch;
    }

    /** Goes on with a new batch. */
    void next() {
        batch = new RecordBatch(batch.size());
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
}
