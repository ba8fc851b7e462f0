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
    private long[] slots = new long[SMALLEST];
    private int[] slotCells = new int[SMALLEST];
    private long[] keys = new long[SMALLEST / 2];
    private long[] events = new long[SMALLEST / 2];
    private long[] counts;
    private int size;

    CellTable(int counters) {
        this.counters = counters;
        this.counts = new long[counters * SMALLEST / 2];
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
        int cell = cell(key);
        events[cell]++;
        counts[cell * counters + counter] += weight;
    }

    /** All keys in ascending order: by time, then by name. */
    long[] sortedKeys() {
        long[] sorted = Arrays.copyOf(keys, size);
        Arrays.sort(sorted);
        return sorted;
    }

    long events(long key) {
        return events[slotCells[find(key)]];
    }

    void copyCounts(long key, long[] target, int at) {
        System.arraycopy(counts, slotCells[find(key)] * counters, target, at, counters);
    }

    void clear() {
        Arrays.fill(slots, FREE);
        Arrays.fill(events, 0, size, 0);
        Arrays.fill(counts, 0, size * counters, 0);
        size = 0;
    }

    private int cell(long key) {
        int slot = find(key);
        if (slots[slot] == key) {
            return slotCells[slot];
        }
        if (size == keys.length) {
            grow();
            slot = find(key);
        }
        slots[slot] = key;
        slotCells[slot] = size;
        keys[size] = key;
        return size++;
    }

    private void grow() {
        int capacity = keys.length * 2;
        keys = Arrays.copyOf(keys, capacity);
        events = Arrays.copyOf(events, capacity);
        counts = Arrays.copyOf(counts, capacity * counters);
        slots = new long[capacity * 2];
        slotCells = new int[capacity * 2];
        Arrays.fill(slots, FREE);
        for (int cell = 0; cell < size; cell++) {
            int slot = find(keys[cell]);
            slots[slot] = keys[cell];
            slotCells[slot] = cell;
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

    /**
     * The finaliser of MurmurHash3 (Appleby), cut short: names and times in a row spread evenly.
     */
    private static int hash(long key) {
        long hash = (key ^ key >>> 33) * 0xff51afd7ed558ccdL;
        return (int) ((hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L >>> 32);
    }
}
