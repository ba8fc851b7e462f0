package dev.exodus.bench.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateResultTest {
    private static final Gate SQL =
            new Gate("G1", Variant.SQL, Variant.RATES, Gate.Cost.CPU, true, 2);

    @Test
    void isTheMedianOfTheRatiosOfEachRound() {
        List<Run> runs =
                List.of(
                        run(Variant.RATES, 1, 1),
                        run(Variant.SQL, 1, 2.1),
                        run(Variant.RATES, 2, 10),
                        run(Variant.SQL, 2, 19),
                        run(Variant.RATES, 3, 1),
                        run(Variant.SQL, 3, 7));

        GateResult result = GateResult.of(SQL, runs).orElseThrow();

        assertThat(result.pairs()).isEqualTo(3);
        assertThat(result.median()).isCloseTo(2.1, within(1e-9));
        assertThat(result.least()).isCloseTo(1.9, within(1e-9));
        assertThat(result.most()).isCloseTo(7, within(1e-9));
        assertThat(result.met()).isTrue();
    }

    @Test
    void ofAnEvenNumberOfRoundsItIsTheMeanOfTheTwoInTheMiddle() {
        List<Run> runs =
                List.of(
                        run(Variant.RATES, 1, 1),
                        run(Variant.SQL, 1, 1),
                        run(Variant.RATES, 2, 1),
                        run(Variant.SQL, 2, 2));

        GateResult result = GateResult.of(SQL, runs).orElseThrow();

        assertThat(result.median()).isCloseTo(1.5, within(1e-9));
        assertThat(result.met()).isFalse();
    }

    @Test
    void aRoundInWhichOnlyOneTookPartDoesNotCount() {
        List<Run> runs =
                List.of(run(Variant.RATES, 1, 1), run(Variant.SQL, 1, 3), run(Variant.RATES, 2, 1));

        assertThat(GateResult.of(SQL, runs).orElseThrow().pairs()).isEqualTo(1);
        assertThat(GateResult.of(SQL, runs.subList(2, 3))).isEmpty();
    }

    /** The costs of two topics are compared by event. */
    @Test
    void aLimitFromAboveIsMetFromBelow() {
        Gate keys = new Gate("G5", Variant.KEYS_100, Variant.ONE_KEY, Gate.Cost.WALL, false, 1.15);

        GateResult result =
                GateResult.of(
                                keys,
                                List.of(run(Variant.ONE_KEY, 1, 2), run(Variant.KEYS_100, 1, 2)))
                        .orElseThrow();

        assertThat(result.median()).isCloseTo(1, within(1e-9));
        assertThat(result.met()).isTrue();
    }

    private static Run run(Variant variant, int round, double seconds) {
        return new Run(variant, round, 1_000, 1, 0, seconds, seconds, 0, 0, 0, 0);
    }
}
