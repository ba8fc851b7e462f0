package dev.exodus.bench.rates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void isCompleteWhenEveryEventIsInARow() {
        Rows rows = new Rows(5);

        rows.put("telegram", 1, 3);
        assertThat(rows.complete()).isNotDone();
        rows.put("telegram", 2, 2);

        assertThat(rows.complete()).isCompleted();
        assertThat(rows.counted().events()).isEqualTo(5);
        assertThat(rows.counted().rows()).isEqualTo(2);
    }

    @Test
    void aCorrectionReplacesItsRow() {
        Rows corrected = new Rows(5);
        corrected.put("telegram", 1, 3);
        corrected.put("telegram", 1, 5);
        Rows once = new Rows(5);
        once.put("telegram", 1, 5);

        assertThat(corrected.counted()).isEqualTo(once.counted());
    }

    @Test
    void theCheckSumForgetsTheOrderAndNothingElse() {
        Counted counted = counted("whatsapp", 1, 4, "telegram", 2, 4);

        assertThat(counted("telegram", 2, 4, "whatsapp", 1, 4)).isEqualTo(counted);
        assertThat(counted("whatsapp", 2, 4, "telegram", 1, 4)).isNotEqualTo(counted);
        assertThat(counted("whatsapp", 1, 5, "telegram", 2, 3)).isNotEqualTo(counted);
    }

    private static Counted counted(
            String first,
            long second,
            long count,
            String other,
            long otherSecond,
            long otherCount) {
        Rows rows = new Rows(count + otherCount);
        rows.put(first, second, count);
        rows.put(other, otherSecond, otherCount);
        return rows.counted();
    }
}
