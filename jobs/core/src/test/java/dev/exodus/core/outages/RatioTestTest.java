package dev.exodus.core.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatioTestTest {
    private static final int DAY = Minutes.DAY;
    private static final int FROM = 3 * DAY;

    /** One minute of attempts: how many, and how many of them succeeded. */
    private record Attempts(long time, int k, int n) {
        static Attempts of(int minute, int n, double share, Random random) {
            int k = 0;
            for (int i = 0; i < n; i++) {
                k += random.nextDouble() < share ? 1 : 0;
            }
            return new Attempts(Minutes.time(minute), k, n);
        }
    }

    private static List<Attempts> minutes(int count, int n, long seed, IntToDoubleFunction share) {
        Random random = new Random(seed);
        List<Attempts> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Attempts.of(i, n, share.applyAsDouble(i), random));
        }
        return all;
    }

    private static List<Step> run(RatioTest test, List<Attempts> minutes) {
        return minutes.stream().map(m -> test.step(m.time(), m.k(), m.n(), 60)).toList();
    }

    private static List<Episode> episodes(List<Attempts> minutes) {
        return Minutes.episodes(run(new RatioTest(), minutes));
    }

    @Test
    void oneAttemptSucceedsWithTheShareAndTwoAreCorrelated() {
        assertThat(RatioTest.logLikelihood(1, 1, .9, .1)).isCloseTo(Math.log(.9), within(1e-9));
        double both = .9 * (.9 + .1 * .1);
        assertThat(RatioTest.logLikelihood(2, 2, .9, .1)).isCloseTo(Math.log(both), within(1e-9));
    }

    @Test
    void withoutCorrelationItIsTheBinomialLaw() {
        double binomial = 90 * Math.log(.95) + 10 * Math.log(.05);
        assertThat(RatioTest.logLikelihood(90, 100, .95, 1e-9)).isCloseTo(binomial, within(1e-2));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 2_000})
    void aFallIsFoundAtOnceAndItsEndsAreExact(int n) {
        int until = FROM + 45;
        List<Episode> episodes =
                episodes(minutes(until + 120, n, 3, i -> i >= FROM && i < until ? .5 : .97));
        assertThat(episodes).hasSize(1);
        Episode found = episodes.get(0);
        assertThat(found.tests()).containsExactly(OpeningTest.RATIO);
        assertThat(found.start()).isEqualTo(Minutes.time(FROM));
        assertThat(found.detected()).isLessThanOrEqualTo(Minutes.time(FROM + 2));
        assertThat(found.end()).isEqualTo(Minutes.time(until));
        assertThat(found.ratio()).isCloseTo(.5 / .97, within(.06));
    }

    @Test
    void aFallOfADayStaysOpenToItsEnd() {
        int until = FROM + DAY;
        List<Episode> episodes =
                episodes(minutes(until + 600, 100, 5, i -> i >= FROM && i < until ? 0 : .97));
        assertThat(episodes).hasSize(1);
        assertThat(episodes.get(0).end()).isEqualTo(Minutes.time(until));
        assertThat(episodes.get(0).givenUp()).isFalse();
    }

    @Test
    void aFlappingServiceIsOneEpisode() {
        List<Episode> episodes =
                episodes(
                        minutes(
                                FROM + 200,
                                100,
                                6,
                                i -> i >= FROM && i < FROM + 60 && i % 4 < 3 ? .3 : .97));
        assertThat(episodes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50, 1_000})
    void anUnsteadyShareGivesNoEpisode(int n) {
        Random random = new Random(8);
        var minutes = minutes(20 * DAY, n, 7, i -> Math.min(1, .93 + .015 * random.nextGaussian()));
        assertThat(episodes(minutes)).isEmpty();
    }

    @Test
    void fewAttemptsAreNotEnough() {
        RatioTest test = new RatioTest();
        run(test, minutes(FROM, 10, 1, i -> 1));
        Step first = test.step(Minutes.time(FROM), 0, 10, 60);
        assertThat(first.verdict()).isEqualTo(Verdict.NORMAL);
        Step second = test.step(Minutes.time(FROM + 1), 0, 10, 60);
        assertThat(second.verdict()).isEqualTo(Verdict.DOWN);
        assertThat(second.episode().start()).isEqualTo(Minutes.time(FROM));
    }

    @Test
    void withoutAttemptsNothingIsSaid() {
        RatioTest test = new RatioTest();
        run(test, minutes(DAY, 50, 1, i -> .9));
        byte[] before = test.toBytes();
        assertThat(test.step(Minutes.time(DAY), 0, 0, 60).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(test.toBytes()).isEqualTo(before);
    }

    @Property(tries = 20)
    void splitOverASnapshotItSaysTheSame(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = DAY + 100) int split) {
        List<Attempts> all = minutes(DAY + 100, 40, seed, i -> i > DAY && i < DAY + 30 ? .4 : .95);
        List<Step> whole = run(new RatioTest(), all);
        RatioTest first = new RatioTest();
        run(first, all.subList(0, split));
        List<Step> rest = run(RatioTest.fromBytes(first.toBytes()), all.subList(split, all.size()));
        assertThat(rest).isEqualTo(whole.subList(split, all.size()));
    }

    @Test
    void moreSuccessesThanAttemptsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RatioTest().step(0, 3, 2, 60))
                .withMessageContaining("3.0 of 2.0");
    }
}
