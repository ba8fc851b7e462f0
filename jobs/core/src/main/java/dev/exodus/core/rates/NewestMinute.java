package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * The cells of a minute that is not told yet, by the numbers of their countries. Where there are
 * hundreds of countries, to look each up by its name again with every part of the minute would take
 * longer than to count.
 */
final class NewestMinute {
    private long minute = Long.MIN_VALUE;
    private Cell[] cells = new Cell[16];

    /** The cell of a country; null if it is not known here. */
    Cell cell(long of, int country) {
        return of == minute && country < cells.length ? cells[country] : null;
    }

    /** Takes a cell; those of another minute are forgotten. */
    void put(long of, int country, Cell cell) {
        if (of != minute) {
            Arrays.fill(cells, null);
            minute = of;
        }
        if (country >= cells.length) {
            cells = Arrays.copyOf(cells, Math.max(country + 1, 2 * cells.length));
        }
        cells[country] = cell;
    }
}
