package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * Counts per (time, name) in flat arrays: open addressing over a long that holds both, so that
 * adding an event allocates nothing.
 */
final class CellTable {
    private static final int NAME_BITS = 24;
    private static final long FREE = Long.MIN_VALUE;
    private static final int SMALLEST = 64;

    private final int counters;

    /** Longs per slot: how many events, then the counts, so that an event touches them together. */
    private final int stride;

    private long[] slots = new long[SMALLEST];
    private long[] values;
    private long[] keys = new long[SMALLEST / 2];
    private int size;

    CellTable(int counters) {
        this.counters = counters;
        this.stride = counters + 1;
        this.values = new long[stride * SMALLEST];
        Arrays.fill(slots, FREE);
    }

    static long key(long time, int name) {
        return time << NAME_BITS | name;
    }

    static long time(long key) {
        return key >> NAME_BITS;
    }

    static int name(long key) {
        return (int) (key & (1L << NAME_BITS) - 1);
    }

    void add(long key, int counter, long weight) {
        int slot = find(key);
        if (slots[slot] != key) {
            slot = take(key, slot);
        }
        values[slot * stride]++;
        values[slot * stride + 1 + counter] += weight;
    }

    /** All keys in ascending order: by time, then by name. */
    long[] sortedKeys() {
        long[] sorted = Arrays.copyOf(keys, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Copies the counts of a key.
     *
     * @return how many events they are
     */
    long copy(long key, long[] target, int at) {
        int value = find(key) * stride;
        System.arraycopy(values, value + 1, target, at, counters);
        return values[value];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            int slot = find(keys[i]);
            Arrays.fill(values, slot * stride, (slot + 1) * stride, 0);
        }
        Arrays.fill(slots, FREE);
        size = 0;
    }

    private int take(long key, int free) {
        int slot = free;
        if (size == keys.length) {
            grow();
            slot = find(key);
        }
        slots[slot] = key;
        keys[size++] = key;
        return slot;
    }

    private void grow() {
        long[] oldSlots = slots;
        long[] oldValues = values;
        keys = Arrays.copyOf(keys, 2 * size);
        slots = new long[2 * oldSlots.length];
        values = new long[2 * oldValues.length];
        Arrays.fill(slots, FREE);
        for (int old = 0; old < oldSlots.length; old++) {
            if (oldSlots[old] != FREE) {
                int slot = find(oldSlots[old]);
                slots[slot] = oldSlots[old];
                System.arraycopy(oldValues, old * stride, values, slot * stride, stride);
            }
        }
    }

    private int find(long key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        while (slots[slot] != FREE && slots[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Fibonacci hashing (Knuth, TAOCP 3, 6.4): names and times in a row spread evenly. */
    private static int hash(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 32);
    }
}
