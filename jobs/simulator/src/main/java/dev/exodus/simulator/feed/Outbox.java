package dev.exodus.simulator.feed;

import java.util.Arrays;

/** The records of one second of sending, in order: their bytes and what is known of each. */
final class Outbox {
    private static final int FIELDS = 8;

    private byte[] bytes = new byte[1024];
    private int used;
    private long[] facts = new long[FIELDS * 16];
    private int size;

    void add(Draft draft, byte[] json, int length) {
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
        }
        if ((size + 1) * FIELDS > facts.length) {
            facts = Arrays.copyOf(facts, facts.length * 2);
        }
        System.arraycopy(json, 0, bytes, used, length);
        int at = size * FIELDS;
        facts[at] = draft.eventTime;
        facts[at + 1] = draft.sendTime;
        facts[at + 2] =
                draft.feed.ordinal()
                        | (long) draft.partition << 8
                        | (long) draft.kind.ordinal() << 16
                        | (long) draft.service << 24
                        | (long) draft.country << 32
                        | (long) draft.platform << 40
                        | (long) draft.counter << 48;
        facts[at + 3] = draft.weight << 32 | draft.latencyMs;
        facts[at + 4] = used;
        facts[at + 5] = length | (long) draft.reason << 32;
        facts[at + 6] = draft.person;
        facts[at + 7] = draft.attempt;
        used += length;
        size++;
    }

    int size() {
        return size;
    }

    /** Forgets its records and keeps its memory. */
    void clear() {
        used = 0;
        size = 0;
    }

    boolean isSmallerThan(Outbox other) {
        return bytes.length < other.bytes.length && facts.length <= other.facts.length;
    }

    /** Takes the records of another one, if it is empty itself and the larger one. */
    void takeOver(Outbox smaller) {
        System.arraycopy(smaller.bytes, 0, bytes, 0, smaller.used);
        System.arraycopy(smaller.facts, 0, facts, 0, smaller.size * FIELDS);
        used = smaller.used;
        size = smaller.size;
    }

    /** Fills a draft with what is known of a record. */
    void read(int index, Draft draft) {
        int at = index * FIELDS;
        long packed = facts[at + 2];
        draft.eventTime = facts[at];
        draft.sendTime = facts[at + 1];
        draft.feed = Draft.FEEDS[(int) (packed & 0xFF)];
        draft.partition = (int) (packed >> 8 & 0xFF);
        draft.kind = Draft.KINDS[(int) (packed >> 16 & 0xFF)];
        draft.service = (int) (packed >> 24 & 0xFF);
        draft.country = (int) (packed >> 32 & 0xFF);
        draft.platform = (int) (packed >> 40 & 0xFF);
        draft.counter = (int) (packed >> 48 & 0xFF);
        draft.weight = facts[at + 3] >>> 32;
        draft.latencyMs = (int) facts[at + 3];
        draft.reason = (int) (facts[at + 5] >>> 32);
        draft.person = facts[at + 6];
        draft.attempt = facts[at + 7];
    }

    byte[] bytes() {
        return bytes;
    }

    int offset(int index) {
        return (int) facts[index * FIELDS + 4];
    }

    int length(int index) {
        return (int) facts[index * FIELDS + 5];
    }
}
