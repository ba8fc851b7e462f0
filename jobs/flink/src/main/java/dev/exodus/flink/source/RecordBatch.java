package dev.exodus.flink.source;

import dev.exodus.schemas.events.DecodedEvent;
import java.util.Arrays;

/**
 * Decoded records side by side in a few arrays: what the thread that fetches writes from front to
 * back the task reads from front to back, which is half of what an object for each record takes.
 * What no record of them has takes no room.
 */
final class RecordBatch {
    private static final FeedRecord.Kind[] KINDS = FeedRecord.Kind.values();
    private static final int FEWEST = 64;

    /**
     * Offset, record time, event time, weight, latency, kind beside counter, where the value is.
     */
    private static final int NUMBERS = 7;

    private static final int OFFSET = 0;
    private static final int RECORD_TIME = 1;
    private static final int EVENT_TIME = 2;
    private static final int WEIGHT = 3;
    private static final int LATENCY = 4;
    private static final int KIND = 5;
    private static final int VALUE = 6;

    /** Service, country, platform. */
    private static final int NAMES = 3;

    /** Event id, attempt, person under either key. */
    private static final int IDS = 4;

    /** Carrier, and why a record is refused. */
    private static final int TEXTS = 3;

    private long[] numbers;
    private String[] names;
    private byte[][] values;
    private long[] ids;
    private String[] texts;
    private int size;

    /**
     * @param expected how many records there will be, if that is known
     */
    RecordBatch(int expected) {
        int capacity = Math.max(FEWEST, expected);
        this.numbers = new long[capacity * NUMBERS];
        this.names = new String[capacity * NAMES];
        this.values = new byte[capacity][];
    }

    /**
     * Adds an event, a heartbeat or what was refused.
     *
     * @param value where its value is, from an index on
     */
    void add(DecodedEvent event, byte[] value, int from, int length) {
        if (size == values.length) {
            grow();
        }
        int number = size * NUMBERS;
        numbers[number + VALUE] = (long) from << 32 | length;
        values[size] = value;
        switch (event.kind()) {
            case EVENT -> add(event, FeedRecord.Kind.EVENT);
            case HEARTBEAT -> add(event, FeedRecord.Kind.HEARTBEAT);
            case REJECTED -> refuse(size, event.reason().wireName(), event.detail());
        }
        size++;
    }

    private void add(DecodedEvent event, FeedRecord.Kind kind) {
        int number = size * NUMBERS;
        numbers[number + EVENT_TIME] = event.eventTime();
        numbers[number + WEIGHT] = event.weight();
        numbers[number + LATENCY] = event.latencyMs();
        numbers[number + KIND] = (long) event.counter() << 8 | kind.ordinal();
        int name = size * NAMES;
        names[name] = event.service();
        names[name + 1] = event.country();
        names[name + 2] = event.platform();
        if (event.eventIdHash() != 0) {
            ids()[size * IDS] = event.eventIdHash();
        }
    }

    /** Adds to the last record what one job needs of it besides. */
    void addDetail(FeedRecord detail) {
        int id = (size - 1) * IDS;
        ids()[id + 1] = detail.attempt;
        ids[id + 2] = detail.person;
        ids[id + 3] = detail.nextPerson;
        if (detail.carrier != null) {
            texts()[(size - 1) * TEXTS] = detail.carrier;
        }
    }

    private void grow() {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        names = Arrays.copyOf(names, 2 * names.length);
        values = Arrays.copyOf(values, 2 * values.length);
        ids = ids == null ? null : Arrays.copyOf(ids, 2 * ids.length);
        texts = texts == null ? null : Arrays.copyOf(texts, 2 * texts.length);
    }

    private long[] ids() {
        if (ids == null) {
            ids = new long[values.length * IDS];
        }
        return ids;
    }

    private String[] texts() {
        if (texts == null) {
            texts = new String[values.length * TEXTS];
        }
        return texts;
    }

    int size() {
        return size;
    }

    FeedRecord.Kind kind(int index) {
        return KINDS[(int) numbers[index * NUMBERS + KIND] & 0xff];
    }

    long eventTime(int index) {
        return numbers[index * NUMBERS + EVENT_TIME];
    }

    /** Says where in its partition a record is, and when it was sent. */
    void place(int index, long offset, long recordTime) {
        numbers[index * NUMBERS + OFFSET] = offset;
        numbers[index * NUMBERS + RECORD_TIME] = recordTime;
    }

    /** Says of a record that it is refused, and why. */
    void refuse(int index, String reason, String detail) {
        numbers[index * NUMBERS + KIND] = FeedRecord.Kind.REJECTED.ordinal();
        numbers[index * NUMBERS + EVENT_TIME] = Long.MIN_VALUE;
        texts()[index * TEXTS + 1] = reason;
        texts[index * TEXTS + 2] = detail;
    }

    /** Copies a record; every field of the target but its partition is set. */
    void copy(int index, FeedRecord target) {
        int number = index * NUMBERS;
        target.offset = numbers[number + OFFSET];
        target.recordTime = numbers[number + RECORD_TIME];
        target.eventTime = numbers[number + EVENT_TIME];
        target.weight = numbers[number + WEIGHT];
        target.latencyMs = numbers[number + LATENCY];
        target.counter = (int) (numbers[number + KIND] >> 8);
        target.kind = KINDS[(int) numbers[number + KIND] & 0xff];
        target.valueFrom = (int) (numbers[number + VALUE] >> 32);
        target.valueLength = (int) numbers[number + VALUE];
        int name = index * NAMES;
        target.service = names[name];
        target.country = names[name + 1];
        target.platform = names[name + 2];
        target.value = values[index];
        int id = index * IDS;
        target.eventId = ids == null ? 0 : ids[id];
        target.attempt = ids == null ? 0 : ids[id + 1];
        target.person = ids == null ? 0 : ids[id + 2];
        target.nextPerson = ids == null ? 0 : ids[id + 3];
        int text = index * TEXTS;
        target.carrier = texts == null ? null : texts[text];
        target.reason = texts == null ? null : texts[text + 1];
        target.detail = texts == null ? null : texts[text + 2];
    }
}
