package dev.exodus.bench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NabScoreTest {
    private static final int ROWS = 100;

    /** One window, rows 50 to 59 of 100; the first 15 rows are probation. */
    private static double score(NabScore.Profile profile, int... detections) {
        long[] times = new long[ROWS];
        double[] scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            times[i] = 300L * i;
        }
        for (int row : detections) {
            scores[row] = 1;
        }
        var file = new NabScore.Scored(times, scores, List.of(new long[] {15_000, 17_700}));
        return NabScore.best(List.of(file), profile).score();
    }

    @Test
    void aDetectorThatSaysNothingHasTheNullScore() {
        for (NabScore.Profile profile : NabScore.Profile.values()) {
            assertThat(score(profile)).isZero();
        }
    }

    @Test
    void theFirstRowOfTheWindowAloneIsPerfect() {
        for (NabScore.Profile profile : NabScore.Profile.values()) {
            assertThat(score(profile, 50)).isCloseTo(100, within(1e-9));
        }
    }

    @Test
    void theLastRowOfTheWindowEarnsLittle() {
        // 2 / (1 + e^-.5) - 1 = .244919, over .986614 = .248241; (.248241 + 1) / 2.
        assertThat(score(NabScore.Profile.STANDARD, 59)).isCloseTo(62.4121, within(1e-3));
        // (.248241 + 2) / 3.
        assertThat(score(NabScore.Profile.LOW_FALSE_NEGATIVES, 59))
                .isCloseTo(74.9414, within(1e-3));
    }

    @Test
    void ofSeveralRowsInTheWindowTheEarliestCounts() {
        assertThat(score(NabScore.Profile.STANDARD, 50, 55, 59)).isCloseTo(100, within(1e-9));
    }

    @Test
    void aFalseAlarmCostsItsWeightAndLessJustBehindTheWindow() {
        // (1 - .11 + 1) / 2, and with .22.
        assertThat(score(NabScore.Profile.STANDARD, 20, 50)).isCloseTo(94.5, within(1e-9));
        assertThat(score(NabScore.Profile.LOW_FALSE_POSITIVES, 20, 50)).isCloseTo(89, within(1e-9));
        // 5 rows behind a window of 10: 2 / (1 + e^(5 * 5/9)) - 1 = -.882930; less .11 of it.
        assertThat(score(NabScore.Profile.STANDARD, 50, 64)).isCloseTo(95.1439, within(1e-3));
    }

    @Test
    void anAlarmInTheProbationCostsNothing() {
        assertThat(NabScore.probation(ROWS)).isEqualTo(15);
        assertThat(NabScore.probation(22_000)).isEqualTo(750);
        assertThat(score(NabScore.Profile.STANDARD, 14, 50)).isCloseTo(100, within(1e-9));
    }

    @Test
    void noThresholdIsTakenThatIsWorseThanSilence() {
        assertThat(score(NabScore.Profile.STANDARD, 20, 21, 22, 23, 24)).isZero();
    }
}
