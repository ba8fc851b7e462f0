package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * Counts of one second: of all countries together, and of each country that has events, in flat
 * arrays. There may be as many of these as there are events, so one is little more than its
 * numbers, and nothing is allocated for each.
 *
 * <p>Countries are told by the numbers that {@link ServiceState} gives their names.
 */
final class SecondCells {
    /** Longs of a country before its counts: events, and its revision emitted last. */
    private static final int EVENTS = 0;

    private static final int EMITTED = 1;
    private static final int COUNTS = 2;

    private static final int SMALLEST = 4;

    final Cell all;
    private final int stride;

    /** Open addressing: one more than the place of a country, 0 for none. */
    private int[] slots;

    /** Number of the country at each place. */
    private int[] countries;

    private long[] values;
    private int size;

    /**
     * @param expected how many countries it may have; it grows when there are more
     */
    SecondCells(int counters, int expected) {
        this(new Cell(counters), counters, expected);
    }

    SecondCells(Cell all, int counters, int expected) {
        int places = SMALLEST;
        while (places < expected) {
            places *= 2;
        }
        this.all = all;
        this.stride = COUNTS + counters;
        this.slots = new int[2 * places];
        this.countries = new int[places];
        this.values = new long[places * stride];
    }

    /** How many countries have events; they stand at the places from 0. */
    int size() {
        return size;
    }

    /** Place of a country, or -1. */
    int find(int country) {
        return slots[slot(country)] - 1;
    }

    /**
     * Adds to a country.
     *
     * @return its place
     */
    int add(int country, long moreEvents, long[] moreCounts, int at) {
        int place = place(country);
        int value = place * stride;
        values[value + EVENTS] += moreEvents;
        for (int i = COUNTS; i < stride; i++) {
            values[value + i] += moreCounts[at + i - COUNTS];
        }
        return place;
    }

    /** A count of the country at a place. */
    long count(int place, int counter) {
        return values[place * stride + COUNTS + counter];
    }

    /** Whether the country's content differs from what was emitted last. */
    boolean isDirty(int place) {
        return values[place * stride + EMITTED] != values[place * stride + EVENTS];
    }

    void markEmitted(int place) {
        values[place * stride + EMITTED] = values[place * stride + EVENTS];
    }

    void markAllEmitted() {
        for (int place = 0; place < size; place++) {
            markEmitted(place);
        }
    }

    /** The counts of a country as a cell of their own. */
    Cell cell(int place) {
        int value = place * stride;
        return new Cell(
                Arrays.copyOfRange(values, value + COUNTS, value + stride),
                values[value + EVENTS],
                values[value + EMITTED]);
    }

    /** Takes a country's cell as it was checkpointed. */
    void put(int country, Cell cell) {
        int place = add(country, cell.events, cell.counts, 0);
        values[place * stride + EMITTED] = cell.emitted();
    }

    SecondCells copy() {
        SecondCells copy = new SecondCells(all.copy(), stride - COUNTS, size);
        copy.slots = slots.clone();
        copy.countries = Arrays.copyOf(countries, countries.length);
        copy.values = values.clone();
        copy.size = size;
        return copy;
    }

    private int place(int country) {
        int slot = slot(country);
        if (slots[slot] == 0) {
            if (size == countries.length) {
                grow();
                slot = slot(country);
            }
            countries[size] = country;
            values[size * stride + EMITTED] = Cell.NEVER;
            slots[slot] = ++size;
        }
        return slots[slot] - 1;
    }

    private void grow() {
        countries = Arrays.copyOf(countries, 2 * size);
        values = Arrays.copyOf(values, 2 * size * stride);
        slots = new int[4 * size];
        for (int place = 0; place < size; place++) {
            slots[slot(countries[place])] = place + 1;
        }
    }

    /** Where a country stands, or may. Numbers are given one after the other: they are spread. */
    private int slot(int country) {
        int mask = slots.length - 1;
        int slot = country & mask;
        while (slots[slot] != 0 && countries[slots[slot] - 1] != country) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
