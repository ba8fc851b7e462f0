package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * Counts per (time, name) in flat arrays, one behind the other in their order of arrival, and a
 * table with open addressing that says where: adding an event allocates nothing, and of many cells
 * with few events most are written from front to back.
 */
final class CellTable {
    private static final int NAME_BITS = 24;
    private static final int SMALLEST = 32;
    private static final int INDEX_BITS = 32;

    private final int counters;

    /** Longs per cell: how many events, then the counts, so that an event touches them together. */
    private final int stride;

    /** One more than the index of a cell, 0 for none. */
    private int[] slots = new int[2 * SMALLEST];

    /** Time and name of each cell. */
    private long[] keys = new long[SMALLEST];

    private long[] values;
    private int size;

    CellTable(int counters) {
        this.counters = counters;
        this.stride = counters + 1;
        this.values = new long[stride * SMALLEST];
    }

    void add(long time, int name, int counter, long weight) {
        long key = time << NAME_BITS | name;
        int slot = find(key);
        if (slots[slot] == 0) {
            slot = take(key, slot);
        }
        int value = (slots[slot] - 1) * stride;
        values[value]++;
        values[value + 1 + counter] += weight;
    }

    /** Time of the cell with an index. */
    long time(int index) {
        return keys[index] >> NAME_BITS;
    }

    /** Number of its name. */
    int name(int index) {
        return (int) (keys[index] & (1L << NAME_BITS) - 1);
    }

    /** Indices of all cells in order of time. */
    int[] inOrder() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, time(i));
        }
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = time(i) - first << INDEX_BITS | i;
        }
        Arrays.sort(sorted);
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = (int) sorted[i];
        }
        return indices;
    }

    /**
     * Copies the counts of a cell.
     *
     * @return how many events they are
     */
    long copy(int index, long[] target, int at) {
        System.arraycopy(values, index * stride + 1, target, at, counters);
        return values[index * stride];
    }

    void clear() {
        Arrays.fill(values, 0, size * stride, 0);
        Arrays.fill(slots, 0);
        size = 0;
    }

    private int take(long key, int free) {
        int slot = free;
        if (size == keys.length) {
            grow();
            slot = find(key);
        }
        keys[size] = key;
        slots[slot] = ++size;
        return slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size * stride);
        slots = new int[4 * size];
        for (int i = 0; i < size; i++) {
            slots[find(keys[i])] = i + 1;
        }
    }

    private int find(long key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Fibonacci hashing (Knuth, TAOCP 3, 6.4): names and times in a row spread evenly. */
    private static int hash(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 32);
    }
}
