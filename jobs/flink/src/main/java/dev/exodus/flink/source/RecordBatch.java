package dev.exodus.flink.source;

/**
 * Decoded records of one partition, side by side in a few arrays: what the thread that fetches
 * writes from front to back the task reads from front to back, which is a third of what an object
 * for each record takes. What no record of them has takes no room.
 */
final class RecordBatch {
    private static final FeedRecord.Kind[] KINDS = FeedRecord.Kind.values();

    /** Offset, times, weight, latency, and the kind beside the counter. */
    private static final int NUMBERS = 6;

    /** Service, country, platform. */
    private static final int NAMES = 3;

    /** Event id, attempt, person under either key. */
    private static final int IDS = 4;

    /** Carrier, and why a record is refused. */
    private static final int TEXTS = 3;

    private final int partition;
    private final int capacity;
    private final long[] numbers;
    private final String[] names;
    private final byte[][] payloads;
    private long[] ids;
    private String[] texts;
    private int size;

    /**
     * @param partition of all of them
     * @param capacity most records
     */
    RecordBatch(int partition, int capacity) {
        this.partition = partition;
        this.capacity = capacity;
        this.numbers = new long[capacity * NUMBERS];
        this.names = new String[capacity * NAMES];
        this.payloads = new byte[capacity][];
    }

    /** Adds a record, which may be used again. */
    void add(FeedRecord record) {
        int number = size * NUMBERS;
        numbers[number] = record.offset;
        numbers[number + 1] = record.recordTime;
        numbers[number + 2] = record.eventTime;
        numbers[number + 3] = record.weight;
        numbers[number + 4] = record.latencyMs;
        numbers[number + 5] = (long) record.counter << 8 | record.kind.ordinal();
        int name = size * NAMES;
        names[name] = record.service;
        names[name + 1] = record.country;
        names[name + 2] = record.platform;
        payloads[size] = record.payload;
        if ((record.eventId | record.attempt | record.person | record.nextPerson) != 0) {
            addIds(record);
        }
        if (record.carrier != null || record.reason != null) {
            addTexts(record);
        }
        size++;
    }

    private void addIds(FeedRecord record) {
        if (ids == null) {
            ids = new long[capacity * IDS];
        }
        int id = size * IDS;
        ids[id] = record.eventId;
        ids[id + 1] = record.attempt;
        ids[id + 2] = record.person;
        ids[id + 3] = record.nextPerson;
    }

    private void addTexts(FeedRecord record) {
        if (texts == null) {
            texts = new String[capacity * TEXTS];
        }
        int text = size * TEXTS;
        texts[text] = record.carrier;
        texts[text + 1] = record.reason;
        texts[text + 2] = record.detail;
    }

    int size() {
        return size;
    }

    /** Copies a record; every field of the target is set. */
    void copy(int index, FeedRecord target) {
        target.partition = partition;
        int number = index * NUMBERS;
        target.offset = numbers[number];
        target.recordTime = numbers[number + 1];
        target.eventTime = numbers[number + 2];
        target.weight = numbers[number + 3];
        target.latencyMs = numbers[number + 4];
        target.counter = (int) (numbers[number + 5] >> 8);
        target.kind = KINDS[(int) numbers[number + 5] & 0xff];
        int name = index * NAMES;
        target.service = names[name];
        target.country = names[name + 1];
        target.platform = names[name + 2];
        target.payload = payloads[index];
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
