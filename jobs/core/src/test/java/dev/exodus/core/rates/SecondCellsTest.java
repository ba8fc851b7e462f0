package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecondCellsTest {
    private static final int COUNTERS = 3;

    private final SecondCells cells = new SecondCells(COUNTERS, 1);

    @Test
    void countsOfManyCountriesAddUp() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Integer, Cell> expected = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            int country = 7 * random.nextInt(100);
            long[] counts = random.longs(2 + COUNTERS, 0, 1_000).toArray();
            cells.add(country, i, counts, 2);
            expected.computeIfAbsent(country, ignored -> new Cell(COUNTERS)).add(i, counts, 2);
        }

        assertThat(cells.size()).isEqualTo(expected.size());
        expected.forEach(
                (country, cell) -> {
                    Cell found = cells.cell(cells.find(country));
                    assertThat(found.events).isEqualTo(cell.events);
                    assertThat(found.counts).isEqualTo(cell.counts);
                    assertThat(cells.count(cells.find(country), 1)).isEqualTo(cell.counts[1]);
                });
        assertThat(cells.find(1)).isEqualTo(-1);
    }

    @Test
    void aCountryIsDirtyUntilEmittedAndAgainWhenItChanges() {
        int germany = cells.add(4, 1, new long[COUNTERS], 0);
        int brazil = cells.add(9, 1, new long[COUNTERS], 0);
        assertThat(cells.isDirty(germany)).isTrue();

        cells.markEmitted(germany);
        assertThat(cells.isDirty(germany)).isFalse();
        assertThat(cells.isDirty(brazil)).isTrue();

        cells.add(4, 1, new long[COUNTERS], 0);
        assertThat(cells.isDirty(germany)).isTrue();

        cells.markAllEmitted();
        assertThat(cells.isDirty(germany)).isFalse();
        assertThat(cells.isDirty(brazil)).isFalse();
    }

    @Test
    void aCellIsPutBackAsItWasTaken() {
        int place = cells.add(4, 2, new long[] {1, 2, 3}, 0);
        cells.markEmitted(place);
        cells.add(4, 1, new long[] {0, 0, 4}, 0);

        SecondCells other = new SecondCells(COUNTERS, 1);
        other.put(5, cells.cell(place));

        Cell found = other.cell(other.find(5));
        assertThat(found.counts).containsExactly(1, 2, 7);
        assertThat(found.events).isEqualTo(3);
        assertThat(found.emitted()).isEqualTo(2);
    }

    @Test
    void aCopyIsIndependent() {
        cells.add(4, 1, new long[] {1, 0, 0}, 0);
        SecondCells copy = cells.copy();
        cells.add(4, 1, new long[] {1, 0, 0}, 0);
        cells.add(5, 1, new long[] {1, 0, 0}, 0);
        cells.all.add(1, new long[] {1, 0, 0}, 0);

        assertThat(copy.size()).isEqualTo(1);
        assertThat(copy.count(copy.find(4), 0)).isEqualTo(1);
        assertThat(copy.all.events).isZero();
    }
}
