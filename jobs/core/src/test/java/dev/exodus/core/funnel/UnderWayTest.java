package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final int DAY = 1_440;

    @Test
    void whatWasAskedForBeforeTheFirstMinuteIsNoDebt() {
        UnderWay codes = new UnderWay();
        assertThat(codes.step(0, 1, 5)).isZero();
        assertThat(codes.step(1, 7, 0)).isEqualTo(7);
        assertThat(codes.step(2, 0, 7)).isZero();
    }

    @Test
    void codesWhoseEndIsNeverSeenAreForgottenAfterADay() {
        UnderWay codes = new UnderWay();
        codes.step(0, 10, 6);
        assertThat(codes.step(1, 5, 5)).isEqualTo(4);
        assertThat(codes.step(DAY, 5, 5)).as("a day later").isEqualTo(4);
        assertThat(codes.step(DAY + 1, 5, 5)).isZero();
    }

    /** By the rows of the day, as SQL has it. */
    @Property(tries = 200)
    void isTheBalanceAboveTheLeastOfTheDay(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 999) Integer> minutes) {
        UnderWay codes = new UnderWay();
        List<long[]> rows = new ArrayList<>();
        long time = 0;
        long balance = 0;
        for (int each : minutes) {
            time += 1 + each % 100;
            long entered = each % 7;
            long gone = each / 7 % 8;
            long before = balance;
            balance += entered - gone;
            rows.add(new long[] {time, Math.min(before, balance)});
            long now = time;
            long least =
                    rows.stream()
                            .filter(row -> row[0] >= now - DAY)
                            .mapToLong(row -> row[1])
                            .min()
                            .orElseThrow();

            assertThat(codes.step(time, entered, gone)).isEqualTo(balance - least);
        }
    }
}
