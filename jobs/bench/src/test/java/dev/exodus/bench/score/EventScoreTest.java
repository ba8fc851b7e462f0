package dev.exodus.bench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventScoreTest {
    private static final int DAY = 1_440;
    private static final int ROWS = 4 * DAY;

    private static LabelledSeries series(int... labelled) {
        long[] times = new long[ROWS];
        Arrays.setAll(times, i -> 60L * i);
        boolean[] labels = new boolean[ROWS];
        for (int row : labelled) {
            labels[row] = true;
        }
        return new LabelledSeries("s", 60, times, new double[ROWS], labels);
    }

    private static Judgement spans(Span... spans) {
        return new Judgement(new double[ROWS], new boolean[ROWS], List.of(spans), null, 0);
    }

    private static Span span(int start, int known, int end) {
        return new Span(60L * start, 60L * known, 60L * end);
    }

    private static EventScore score(LabelledSeries series, Judgement judgement) {
        EventScore score = new EventScore();
        score.add(series, judgement);
        return score;
    }

    @Test
    void anEventIsFoundIfItsAlarmComesWithinSevenRows() {
        int[] event = java.util.stream.IntStream.range(3_000, 3_020).toArray();
        EventScore found = score(series(event), spans(span(3_001, 3_007, 3_018)));
        assertThat(found.f1()).isEqualTo(1);
        assertThat(found.delay(.9)).isEqualTo(7);
        assertThat(found.startError(false)).isEqualTo(1);
        assertThat(found.endError(false)).isEqualTo(2);
        EventScore late = score(series(event), spans(span(3_001, 3_008, 3_018)));
        assertThat(late.found()).isZero();
        assertThat(late.falseEpisodes()).as("it touches the event").isZero();
    }

    @Test
    void anEpisodeFarFromAllEventsIsFalse() {
        EventScore score = score(series(3_000, 3_001), spans(span(3_100, 3_100, 3_104)));
        assertThat(score.falseEpisodes()).isEqualTo(1);
        assertThat(score.falsePer100KeyDays()).as("two of four days are judged").isEqualTo(50);
        assertThat(score.precision()).isZero();
    }

    @Test
    void episodesFiveRowsApartAreOne() {
        Judgement close = spans(span(3_100, 3_100, 3_104), span(3_109, 3_109, 3_110));
        assertThat(score(series(3_000), close).falseEpisodes()).isEqualTo(1);
        Judgement apart = spans(span(3_100, 3_100, 3_104), span(3_110, 3_110, 3_111));
        assertThat(score(series(3_000), apart).falseEpisodes()).isEqualTo(2);
    }

    @Test
    void theFirstTwoDaysAreNotJudged() {
        EventScore score = score(series(100), spans(span(500, 500, 510)));
        assertThat(score.events()).isZero();
        assertThat(score.falseEpisodes()).isZero();
    }

    @Test
    void aLabelIsCarriedAcrossMissingMinutes() {
        long[] times = {0, 60, 600, 660, 720};
        boolean[] labels = {false, true, true, true, false};
        var series = new LabelledSeries("s", 60, times, new double[5], labels);
        assertThat(series.events()).containsExactly(new Span(60, 60, 720));
    }

    @Test
    void aConstantOffsetOfTheLabelsCanBeTakenOut() {
        LabelledSeries two = series(3_000, 3_001, 3_002, 3_003, 4_000, 4_001, 4_002, 4_003);
        EventScore score = score(two, spans(span(3_002, 3_002, 3_004), span(4_002, 4_002, 4_004)));
        assertThat(score.startError(false)).isEqualTo(2);
        assertThat(score.startError(true)).isZero();
    }

    @Test
    void pointsOfAnEventCountAllOrNotAtAll() {
        LabelledSeries series = series(3_000, 3_001, 3_002, 3_003);
        boolean[] alarms = new boolean[ROWS];
        alarms[3_002] = true;
        alarms[3_500] = true;
        PointScore points = new PointScore();
        points.add(series, alarms);
        // 4 found, none missed, 1 wrong: 2 * 4 / (2 * 4 + 1).
        assertThat(points.f1()).isCloseTo(8 / 9.0, within(1e-12));
    }

    @Test
    void calibrationIsTheShareOverTheProbability() {
        LabelledSeries series = series();
        double[] surprises = new double[ROWS];
        for (int i = 0; i < 6; i++) {
            surprises[3_000 + i] = 3.5;
        }
        Calibration calibration = new Calibration(1e-3);
        calibration.add(series, surprises);
        assertThat(calibration.ratio()).isCloseTo(6 / 2_880.0 * 1_000, within(1e-9));
    }
}
