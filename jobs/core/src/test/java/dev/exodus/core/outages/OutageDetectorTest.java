package dev.exodus.core.outages;

import static dev.exodus.core.outages.Minutes.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageDetectorTest {
    private static final int FROM = 10 * DAY + 700;

    private static List<Bucket> outage(double rate, double part, int minutes, int after) {
        int until = FROM + minutes;
        return Minutes.counts(until + after, rate, 7, i -> i >= FROM && i < until ? part : 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 12, 1_300})
    void aTotalOutageOfADayStaysOpenToItsEndAndTheHoursAfterItAreQuiet(double rate) {
        List<Bucket> buckets = outage(rate, 0, DAY, 600);
        List<Episode> episodes =
                Minutes.episodes(Minutes.run(buckets)).stream()
                        .filter(e -> e.end() > Minutes.time(FROM))
                        .toList();
        assertThat(episodes).hasSize(1);
        Episode episode = episodes.get(0);
        assertThat(episode.direction()).isEqualTo(Direction.DOWN);
        assertThat(episode.givenUp()).isFalse();
        long tolerance = rate > 10 ? 60 : 300;
        assertThat(episode.start()).isBetween(Minutes.time(FROM) - tolerance, Minutes.time(FROM));
        assertThat(episode.end())
                .isBetween(Minutes.time(FROM + DAY), Minutes.time(FROM + DAY) + tolerance);
        assertThat(episode.expected()).isBetween(.85 * rate * DAY, 1.15 * rate * DAY);
        assertThat(episode.ratio()).isLessThan(.01);
    }

    @ParameterizedTest
    @CsvSource({"1300, 1", "100, 1", "12.7, 4", "1.3, 25"})
    void silenceIsFoundAsSoonAsItIsImprobable(double rate, int minutes) {
        List<Step> steps = Minutes.run(outage(rate, 0, 240, 0));
        long opened = steps.stream().filter(Step::opened).mapToLong(Step::time).max().orElse(0);
        assertThat(opened).isBetween(Minutes.time(FROM), Minutes.time(FROM + minutes - 1));
    }

    @Test
    void silenceOfASecondSeriesIsFoundWithinTwoSeconds() {
        DetectorSettings settings = DetectorSettings.counts(1);
        DetectorState state = new DetectorState();
        List<Bucket> buckets = new ArrayList<>();
        for (Bucket minute : Minutes.counts(7_200, 100, 3, i -> 1)) {
            long second = Minutes.START + (minute.time() - Minutes.START) / 60;
            buckets.add(Bucket.of(second, minute.value()));
        }
        Minutes.run(state, buckets, settings);
        OutageDetector.step(state, Bucket.of(Minutes.START + 7_200, 0), settings);
        Step second = OutageDetector.step(state, Bucket.of(Minutes.START + 7_201, 0), settings);
        assertThat(second.episode()).isNotNull();
        assertThat(second.episode().start()).isEqualTo(Minutes.START + 7_200);
    }

    /**
     * As a service of which one connection in hundreds is known: a few get through all the time.
     */
    @Test
    void anOutageThatLetsAFewThroughIsOneEpisodeOfItsSeconds() {
        int from = 8 * 3_600;
        int until = from + 3_600;
        List<Bucket> buckets =
                seconds(until + 600, i -> i >= from && i < until ? .07 : 2, 2_000, 5);

        List<Episode> episodes = Minutes.episodes(run(buckets));

        assertThat(episodes).hasSize(1);
        assertThat(episodes.get(0).start()).isCloseTo(Minutes.START + from, within(120L));
        assertThat(episodes.get(0).end()).isCloseTo(Minutes.START + until, within(5L));
    }

    /** Seconds have no history: on their first day a surge is all they know. */
    @Test
    void theFallBackFromASurgeOfItsFirstDayIsNoDropOfASeriesOfSeconds() {
        int evening = 20 * 3_600;
        List<Bucket> buckets =
                seconds(
                        2 * 86_400,
                        i -> i < evening ? .1 : .1 + 6 * Math.exp(-(i - evening) / (6 * 3_600.0)),
                        1,
                        11);

        assertThat(Minutes.episodes(run(buckets))).isEmpty();
    }

    private static List<Step> run(List<Bucket> seconds) {
        return Minutes.run(new DetectorState(), seconds, DetectorSettings.counts(1));
    }

    private static List<Bucket> seconds(
            int seconds, DoubleUnaryOperator mean, double weight, long seed) {
        Random random = new Random(seed);
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            double events = Minutes.poisson(random, mean.applyAsDouble(i));
            buckets.add(Bucket.of(Minutes.START + i, weight * events, events == 0 ? 0 : weight));
        }
        return buckets;
    }

    /** How many people an event stands for makes it no more certain. */
    @Test
    void aSampleShowsNoMoreThanTheEventsInIt() {
        int alarms = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<Bucket> sample =
                    Minutes.counts(28 * DAY, .4, seed, i -> 1).stream()
                            .map(b -> Bucket.of(b.time(), 200 * b.value(), 200))
                            .toList();
            alarms += Minutes.episodes(Minutes.run(sample)).size();
        }
        double years = 20 * 28 / 365.0;
        assertThat(alarms / years).as("were they 200 events each, 44").isLessThan(3);
    }

    @Test
    void theSilenceOfASampleIsFound() {
        List<Bucket> buckets =
                outage(12.7, 0, 240, 0).stream()
                        .map(b -> Bucket.of(b.time(), 200 * b.value(), b.value() == 0 ? 0 : 200))
                        .toList();
        List<Step> steps = Minutes.run(buckets);
        long opened = steps.stream().filter(Step::opened).mapToLong(Step::time).max().orElse(0);
        assertThat(opened).isBetween(Minutes.time(FROM), Minutes.time(FROM + 4));
    }

    @Test
    void aPartialDropIsFoundAndMeasured() {
        List<Episode> episodes = Minutes.episodes(Minutes.run(outage(200, .5, 60, 60)));
        Episode last = episodes.get(episodes.size() - 1);
        assertThat(last.direction()).isEqualTo(Direction.DOWN);
        assertThat(last.start()).isBetween(Minutes.time(FROM), Minutes.time(FROM + 5));
        assertThat(last.ratio()).isBetween(.45, .55);
    }

    @Test
    void aSurgeIsFoundAndMeasured() {
        List<Episode> episodes = Minutes.episodes(Minutes.run(outage(50, 3, 60, 60)));
        Episode last = episodes.get(episodes.size() - 1);
        assertThat(last.direction()).isEqualTo(Direction.UP);
        assertThat(last.start()).isEqualTo(Minutes.time(FROM));
        assertThat(last.end()).isBetween(Minutes.time(FROM + 59), Minutes.time(FROM + 62));
        assertThat(last.ratio()).isBetween(2.7, 3.3);
    }

    @Test
    void aSurgeOfTwelveHoursStaysOpenToItsEndAndTheDayAfterItIsQuiet() {
        List<Episode> episodes =
                Minutes.episodes(Minutes.run(outage(100, 5, 720, 2 * DAY))).stream()
                        .filter(e -> e.end() > Minutes.time(FROM))
                        .toList();
        assertThat(episodes).hasSize(1);
        assertThat(episodes.get(0).direction()).isEqualTo(Direction.UP);
        assertThat(episodes.get(0).givenUp()).isFalse();
        assertThat(episodes.get(0).start()).isEqualTo(Minutes.time(FROM));
        assertThat(episodes.get(0).end()).isEqualTo(Minutes.time(FROM + 720));
    }

    @Test
    void aFewQuietBucketsByChanceAreNotTheStartOfTheOutageBehindThem() {
        List<Bucket> buckets = outage(1_300, 0, 60, 0);
        for (int i = FROM - 2; i < FROM; i++) {
            Step normal = Minutes.run(buckets.subList(0, i)).get(i - 1);
            double quiet = normal.expected() - 2.5 * Math.sqrt(normal.expected());
            buckets.set(i, Bucket.of(Minutes.time(i), Math.floor(quiet)));
        }
        List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));
        assertThat(episodes.get(episodes.size() - 1).start()).isEqualTo(Minutes.time(FROM));
    }

    @Test
    void aNewLevelIsAcceptedAfterHoursAndThenQuiet() {
        List<Step> steps = Minutes.run(outage(200, 1.8, 2 * DAY, 0));
        List<Episode> episodes = Minutes.episodes(steps);
        assertThat(episodes).isNotEmpty();
        assertThat(episodes.get(0).start()).isBetween(Minutes.time(FROM), Minutes.time(FROM + 3));
        assertThat(steps.get(steps.size() - 1).verdict()).isEqualTo(Verdict.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.2, 1.3, 12, 150, 5_000})
    void aNormalCourseGivesFewEpisodes(double rate) {
        int episodes = 0;
        for (long seed = 0; seed < 5; seed++) {
            var buckets = Minutes.counts(20 * DAY, rate, seed, i -> 1);
            episodes += Minutes.episodes(Minutes.run(buckets)).size();
        }
        assertThat(episodes).as("in 100 days").isLessThanOrEqualTo(2);
    }

    @Test
    void anUnknownBucketGivesNoVerdictAndChangesNothing() {
        DetectorSettings settings = DetectorSettings.counts(60);
        DetectorState state = new DetectorState();
        Minutes.run(state, outage(100, 0, 30, 0), settings);
        byte[] before = state.toBytes();
        Step step = OutageDetector.step(state, Bucket.unknown(Minutes.time(FROM + 30)), settings);
        assertThat(step.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(step.episode()).as("held").isNotNull();
        assertThat(state.toBytes()).isEqualTo(before);
    }

    @Test
    void unknownMinutesAreNoOutage() {
        List<Bucket> buckets =
                outage(100, 0, 120, 300).stream()
                        .map(b -> b.value() == 0 ? Bucket.unknown(b.time()) : b)
                        .toList();
        List<Step> steps = Minutes.run(buckets);
        assertThat(Minutes.episodes(steps)).isEmpty();
        assertThat(steps.get(FROM + 5).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theFirstBucketsAreOnlyLearnt() {
        List<Step> steps = Minutes.run(Minutes.counts(DAY + 10, 50, 1, i -> i < 205 ? 1 : 0));
        assertThat(steps.subList(0, 200)).allMatch(s -> s.verdict() == Verdict.LEARNING);
        assertThat(steps.get(210).verdict()).as("silence").isEqualTo(Verdict.DOWN);

        List<Step> quiet = Minutes.run(Minutes.counts(DAY + 10, 50, 1, i -> 1));
        assertThat(quiet.subList(0, DAY)).allMatch(s -> s.verdict() == Verdict.LEARNING);
        assertThat(quiet.get(DAY).verdict()).isEqualTo(Verdict.NORMAL);
    }

    @Test
    void aBucketThatIsNotLaterIsRefused() {
        DetectorState state = new DetectorState();
        DetectorSettings settings = DetectorSettings.counts(60);
        OutageDetector.step(state, Bucket.of(120, 1), settings);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutageDetector.step(state, Bucket.of(120, 1), settings))
                .withMessageContaining("not later");
    }

    @Test
    void theFewerFalseAlarmsAreWishedTheMoreMustBeShown() {
        DetectorSettings usual = DetectorSettings.counts(60);
        DetectorSettings tenth = usual.withFalseAlarms(.1);
        assertThat(tenth.dropSurprise()).isCloseTo(usual.dropSurprise() + 1, within(1e-12));
        assertThat(tenth.riseSurprise()).isCloseTo(usual.riseSurprise() + 1, within(1e-12));
        assertThat(tenth.deepLimit()).isCloseTo(usual.deepLimit() + 2.302585, within(1e-6));
        assertThat(tenth.silenceLimit()).isCloseTo(usual.silenceLimit() + 2.302585, within(1e-6));
        assertThat(usual.withFalseAlarms(1)).isEqualTo(usual);
        assertThatIllegalArgumentException().isThrownBy(() -> usual.withFalseAlarms(0));
    }

    /** A hundred series of thirty days in which nothing happens. */
    @Test
    void moreFalseAlarmsComeIfMoreAreWished() {
        long few = falseAlarms(DetectorSettings.counts(60).withFalseAlarms(1));
        long many = falseAlarms(DetectorSettings.counts(60).withFalseAlarms(33));
        double years = 100 * 28 / 365.0;

        assertThat(few / years).as("3 are wished of a series and year").isLessThan(3);
        assertThat(many).isGreaterThan(4 * Math.max(few, 1));
        assertThat(many / years).as("100 are wished").isLessThan(100);
    }

    private static long falseAlarms(DetectorSettings settings) {
        long alarms = 0;
        for (int seed = 0; seed < 100; seed++) {
            List<Bucket> quiet = Minutes.counts(30 * DAY, 40, seed, i -> 1);
            alarms +=
                    Minutes.run(new DetectorState(), quiet, settings).stream()
                            .filter(step -> step.time() >= Minutes.time(2 * DAY))
                            .filter(Step::opened)
                            .count();
        }
        return alarms;
    }

    /** Without a history the evening of the first day looks like a fall. */
    @Test
    void onTheFirstDayOnlySilenceAndCollapseAreAlarms() {
        List<Bucket> evening = Minutes.counts(DAY, 200, 5, i -> i < 700 ? 1 : i < 720 ? .6 : .5);
        assertThat(Minutes.run(evening)).noneMatch(Step::opened);
        assertThat(Minutes.run(evening)).allMatch(step -> step.verdict() == Verdict.LEARNING);
        assertThat(Minutes.run(Minutes.counts(DAY, 200, 5, i -> i < 700 ? 1 : 2)))
                .as("nor is a rise")
                .noneMatch(Step::opened);

        List<Bucket> collapse = Minutes.counts(800, 200, 5, i -> i < 700 ? 1 : .1);
        Step alarm = Minutes.run(collapse).stream().filter(Step::opened).findFirst().orElseThrow();
        assertThat(alarm.verdict()).isEqualTo(Verdict.DOWN);
        assertThat(alarm.time()).isBetween(Minutes.time(700), Minutes.time(702));
        assertThat(Minutes.run(Minutes.counts(800, 200, 5, i -> i < 700 ? 1 : 0)))
                .anyMatch(Step::opened);

        List<Bucket> later =
                Minutes.counts(
                        3 * DAY, 200, 5, i -> i >= 2 * DAY + 700 && i < 2 * DAY + 760 ? .5 : 1);
        assertThat(Minutes.run(later)).as("later it is").anyMatch(Step::opened);
    }

    /** Drawn by news, many at first, then fewer from day to day until all is as before. */
    private static double drawn(double minutes, double most, double fadeHours) {
        return minutes < 0 ? 0 : most * Math.exp(-minutes / (60 * fadeHours));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 30, 1_000})
    void theFallBackFromASurgeOfDaysIsNoDrop(double rate) {
        for (long seed = 0; seed < 5; seed++) {
            List<Bucket> buckets =
                    Minutes.counts(FROM + 7 * DAY, rate, seed, i -> 1 + drawn(i - FROM, 5, 43));

            List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));

            assertThat(episodes)
                    .filteredOn(e -> e.start() >= Minutes.time(FROM))
                    .isNotEmpty()
                    .allMatch(e -> e.direction() == Direction.UP);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void aSecondRiseInTheWeekOfAFirstIsAnEpisodeOfItsOwn(int days) {
        int second = FROM + days * DAY + 300;
        List<Bucket> buckets =
                Minutes.counts(
                        second + 120,
                        100,
                        5,
                        i -> 1 + drawn(i - FROM, 5, 100) + drawn(i - second, 20, 43));

        List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));

        Episode last = episodes.get(episodes.size() - 1);
        assertThat(last.direction()).isEqualTo(Direction.UP);
        assertThat(last.start()).isBetween(Minutes.time(second), Minutes.time(second + 2));
        assertThat(last.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 30, 1_000})
    void whatIsMoreForGoodIsUsualAfterAWeekAndSomeDays(double rate) {
        List<Step> steps =
                Minutes.run(Minutes.counts(FROM + 16 * DAY, rate, 3, i -> i < FROM ? 1 : 3));

        List<Step> lastDay = steps.subList(steps.size() - DAY, steps.size());
        assertThat(lastDay).noneMatch(step -> step.verdict() != Verdict.NORMAL);
        double usual = lastDay.stream().mapToDouble(Step::usual).average().orElseThrow();
        assertThat(usual).isBetween(2.6 * rate, 3.3 * rate);
    }

    /** What is usual is not learnt in such a week, so nothing is to fall back to it. */
    @Test
    void aGapInTheWeekOfASurgeOpensNothing() {
        int gap = FROM + 3 * DAY;
        for (long seed = 0; seed < 20; seed++) {
            List<Bucket> buckets =
                    Minutes.counts(gap + 120, 100, seed, i -> 1 + drawn(i - FROM, 5, 100)).stream()
                            .filter(
                                    b ->
                                            b.time() < Minutes.time(gap)
                                                    || b.time() >= Minutes.time(gap + 45))
                            .toList();

            List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));

            assertThat(episodes).as("seed %s", seed).noneMatch(e -> e.start() >= Minutes.time(gap));
        }
    }

    /**
     * It begins on the way into the night, when there is a quarter of the day's traffic: what the
     * last minutes before it had of their own would be much of that.
     */
    @Test
    void whenAServiceIsBackAfterADayAtAThirdThatIsNoSurge() {
        int from = 10 * DAY + 930;
        int back = from + 1_650;
        for (long seed = 0; seed < 20; seed++) {
            List<Bucket> buckets =
                    Minutes.counts(
                            back + 300,
                            36,
                            seed,
                            i -> (i >= from && i < back ? .3 : 1) * evening(i) / noon(i));

            List<Episode> episodes = Minutes.episodes(Minutes.run(buckets));

            assertThat(episodes)
                    .as("seed %s", seed)
                    .filteredOn(e -> e.start() >= Minutes.time(from))
                    .noneMatch(e -> e.direction() == Direction.UP);
        }
    }

    private static double noon(double minute) {
        return 1 + .5 * Math.sin(2 * Math.PI * minute / DAY);
    }

    private static double evening(double minute) {
        return 1 + .6 * Math.sin(2 * Math.PI * (minute - 300) / DAY);
    }
}
