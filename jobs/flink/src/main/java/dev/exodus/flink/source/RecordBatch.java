package dev.exodus.flink.source;

import dev.exodus.schemas.events.DecodedEvent;
import java.util.Arrays;

/**
 * Decoded records side by side in a few arrays: what the thread that fetches writes from front to
 * back the task reads from front to back, which is half of what an object for each record takes.
 * What it reads of every event stands together and is short; what no record has takes no room.
 */
final class RecordBatch {
    private static final FeedRecord.Kind[] KINDS = FeedRecord.Kind.values();
    private static final int FEWEST = 64;

    /** Event time; latency beside weight. */
    private static final int NUMBERS = 2;

    /** Service, country, platform. */
    private static final int NAMES = 3;

    /** Event id, attempt, person under either key. */
    private static final int IDS = 4;

    /** Carrier, and why a record is refused. */
    private static final int TEXTS = 3;

    private long[] numbers;
    private String[] names;

    /** Counter beside kind. */
    private short[] codes;

    private byte[][] values;

    /** Where in it a value begins, beside its length. */
    private long[] places;

    private long[] ids;
    private String[] texts;

    /** When records were sent that are refused. */
    private long[] recordTimes;

    private int size;

    /**
     * @param expected how many records there will be, if that is known
     */
    RecordBatch(int expected) {
        int capacity = Math.max(FEWEST, expected);
        this.numbers = new long[capacity * NUMBERS];
        this.names = new String[capacity * NAMES];
        this.codes = new short[capacity];
        this.values = new byte[capacity][];
        this.places = new long[capacity];
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
        values[size] = value;
        places[size] = (long) from << Integer.SIZE | length;
        switch (event.kind()) {
            case EVENT -> add(event, FeedRecord.Kind.EVENT);
            case HEARTBEAT -> add(event, FeedRecord.Kind.HEARTBEAT);
            case REJECTED -> refuse(size, event.reason().wireName(), event.detail());
        }
        size++;
    }

    private void add(DecodedEvent event, FeedRecord.Kind kind) {
        int number = size * NUMBERS;
        numbers[number] = event.eventTime();
        numbers[number + 1] =
                Math.min(event.latencyMs(), Integer.MAX_VALUE) << Integer.SIZE | event.weight();
        codes[size] = (short) (event.counter() << Byte.SIZE | kind.ordinal());
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
        codes = Arrays.copyOf(codes, 2 * codes.length);
        values = Arrays.copyOf(values, 2 * values.length);
        places = Arrays.copyOf(places, 2 * places.length);
        ids = ids == null ? null : Arrays.copyOf(ids, 2 * ids.length);
        texts = texts == null ? null : Arrays.copyOf(texts, 2 * texts.length);
        recordTimes = recordTimes == null ? null : Arrays.copyOf(recordTimes, 2 * codes.length);
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

    boolean isRefused(int index) {
        return kind(index) == FeedRecord.Kind.REJECTED;
    }

    private FeedRecord.Kind kind(int index) {
        return KINDS[codes[index] & 0xff];
    }

    long eventTime(int index) {
        return numbers[index * NUMBERS];
    }

    /** Says of a record that it is refused, and why. */
    void refuse(int index, String reason, String detail) {
        codes[index] = (short) FeedRecord.Kind.REJECTED.ordinal();
        numbers[index * NUMBERS] = Long.MIN_VALUE;
        texts()[index * TEXTS + 1] = reason;
        texts[index * TEXTS + 2] = detail;
    }

    /** Says when a record was sent that is refused. */
    void sent(int index, long recordTime) {
        if (recordTimes == null) {
            recordTimes = new long[values.length];
        }
        recordTimes[index] = recordTime;
    }

    /**
     * Copies a record; every field of the target but its partition and its offset is set. The
     * record time is that of a refused record, else 0; a latency above {@code Integer.MAX_VALUE} is
     * that.
     */
    void copy(int index, FeedRecord target) {
        int number = index * NUMBERS;
        target.eventTime = numbers[number];
        target.weight = (int) numbers[number + 1];
        target.latencyMs = numbers[number + 1] >> Integer.SIZE;
        target.counter = codes[index] >> Byte.SIZE;
        target.kind = kind(index);
        target.value = values[index];
        target.valueFrom = (int) (places[index] >> Integer.SIZE);
        target.valueLength = (int) places[index];
        int name = index * NAMES;
        target.service = names[name];
        target.country = names[name + 1];
        target.platform = names[name + 2];
        int id = index * IDS;
        target.eventId = ids == null ? 0 : ids[id];
        target.attempt = ids == null ? 0 : ids[id + 1];
        target.person = ids == null ? 0 : ids[id + 2];
        target.nextPerson = ids == null ? 0 : ids[id + 3];
        int text = index * TEXTS;
        target.carrier = texts == null ? null : texts[text];
        target.reason = texts == null ? null : texts[text + 1];
        target.detail = texts == null ? null : texts[text + 2];
        target.recordTime = recordTimes == null ? 0 : recordTimes[index];
    }
}
