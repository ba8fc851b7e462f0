package dev.exodus.core.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class OutageFormulasTest {
    @Property
    void theWorkingScaleIsUndone(@ForAll @DoubleRange(min = 0, max = 1e9) double x) {
        double y = Baseline.transform(x, true);
        assertThat(Baseline.restore(y, true)).isCloseTo(x, within(1e-6 * (1 + x)));
    }

    @Test
    void theWorkingScaleHasUnitVarianceAtAnyRate() {
        for (double rate : new double[] {5, 30, 1_000}) {
            Random random = new Random(1);
            double sum = 0;
            double squares = 0;
            int n = 20_000;
            for (int i = 0; i < n; i++) {
                double y = Baseline.transform(Minutes.poisson(random, rate), true);
                sum += y;
                squares += y * y;
            }
            double mean = sum / n;
            double sd = Math.sqrt(squares / n - mean * mean);
            assertThat(sd).isCloseTo(1, within(.05));
            assertThat(Baseline.mean(mean, sd, true)).isCloseTo(rate, within(.02 * rate));
        }
    }

    @Test
    void evidenceHasTheExpectationOfTheTwoRates() {
        // Sum over x of Poisson(x; r mu) log(Poisson(x; r mu) / Poisson(x; mu)), mu = 10, r = .3.
        double underChange = 10 * (.3 * Math.log(.3) + 1 - .3);
        assertThat(ChangeTest.evidence(3, 10, .3, 1)).isCloseTo(underChange, within(1e-12));
        // Without a change it falls by mu (ln r + 1 - r).
        assertThat(ChangeTest.evidence(10, 10, .3, 1))
                .isCloseTo(10 * (Math.log(.3) + .7), within(1e-12))
                .isNegative();
        assertThat(ChangeTest.evidence(0, 10, .3, 2)).isEqualTo(3.5);
    }

    @Test
    void theSumOfAChangeTestClimbsFromItsLastZero() {
        ChangeTest test = new ChangeTest();
        test.step(60, 9, 5, -1, 10);
        test.step(120, 3, 5, 2, 10);
        test.step(180, 0, 5, 50, 10);
        assertThat(test.sum()).as("one bucket adds half the limit at most").isEqualTo(7);
        assertThat(test.climb().since()).isEqualTo(120);
        assertThat(test.climb().observed()).isEqualTo(3);
        for (int i = 4; i < 50; i++) {
            test.step(60L * i, 0, 5, 50, 10);
        }
        assertThat(test.sum()).as("comes down again").isEqualTo(40);
    }

    @Test
    void aRowOfZerosIsAsImprobableAsThePoissonLawSays() {
        SilenceTest test = new SilenceTest();
        test.step(60, 0, 1.5, 1);
        test.step(120, 0, 1.5, 1);
        test.step(180, 0, 3, 2);
        assertThat(test.improbability()).isEqualTo(4.5);
        assertThat(test.row().since()).isEqualTo(60);
        test.step(240, 1, 1.5, 1);
        assertThat(test.improbability()).isZero();
    }

    @Test
    void theTailOfNormalResidualsIsLearnt() {
        ShockTest test = new ShockTest();
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            test.learn(random.nextGaussian());
        }
        // Two-sided probabilities of the normal law: .0027 at 3, 6.3e-5 at 4.
        assertThat(test.surprise(3)).isCloseTo(2.57, within(.3));
        assertThat(test.surprise(4)).isCloseTo(4.2, within(.7));
    }

    @Property
    void moreExtremeIsNeverLessSurprising(
            @ForAll @DoubleRange(min = -3, max = 30) double a,
            @ForAll @DoubleRange(min = 0, max = 10) double more) {
        ShockTest test = new ShockTest();
        assertThat(test.surprise(a + more))
                .isGreaterThanOrEqualTo(test.surprise(a))
                .isNotNegative();
    }

    @Test
    void theScoreOfRecordsIsRarelyHighInAnySeries() {
        for (double heavy : new double[] {1, 3}) {
            Random random = new Random(2);
            RecordTest test = new RecordTest();
            int high = 0;
            for (int i = 0; i < 20_000; i++) {
                double z = Math.pow(Math.abs(random.nextGaussian()), heavy);
                double score = test.step(60L * i, z, random.nextGaussian(), 60);
                assertThat(score).isBetween(0d, 5d);
                high += i > 2_000 && score > 1.05 ? 1 : 0;
            }
            assertThat(high).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void overAGapTheLevelGoesHalfWayToRecentDaysInAnHour() {
        Baseline baseline = new Baseline();
        DetectorSettings settings = DetectorSettings.values(60);
        for (int i = 0; i < 500; i++) {
            long time = 60L * i;
            baseline.learn(
                    time, i < 400 ? 10 : 30, true, baseline.forecast(time, 1, settings), settings);
        }
        double apart = baseline.level() - baseline.slow();
        baseline.bridge(3_600);
        assertThat(baseline.level() - baseline.slow()).isCloseTo(apart / 2, within(1e-9));
    }
}
