package dev.exodus.bench.score;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.util.List;

/**
 * Amazon's random cut forest (Guha et al., ICML 2016): 50 trees of 256 samples, shingles of 8 rows.
 * Its raw score with a fixed threshold, and its own graded verdict, are two contenders that share
 * one pass over a series, because a pass is slow.
 */
final class RandomCutForest {
    private static final int TREES = 50;
    private static final int SAMPLES = 256;
    private static final int SHINGLE = 8;
    private static final long SEED = 1;
    private static final double THRESHOLD = 1.75;

    private LabelledSeries last;
    private double[] scores;
    private double[] grades;

    private RandomCutForest() {}

    static List<Contender> contenders() {
        RandomCutForest forest = new RandomCutForest();
        return List.of(
                forest.new Verdicts("random cut forest, score", false),
                forest.new Verdicts("random cut forest, grade", true));
    }

    private void pass(LabelledSeries series) {
        if (series == last) {
            return;
        }
        ThresholdedRandomCutForest forest =
                ThresholdedRandomCutForest.builder()
                        .dimensions(SHINGLE)
                        .shingleSize(SHINGLE)
                        .numberOfTrees(TREES)
                        .sampleSize(SAMPLES)
                        .randomSeed(SEED)
                        .build();
        scores = new double[series.size()];
        grades = new double[series.size()];
        for (int i = 0; i < scores.length; i++) {
            double[] value = {series.values()[i]};
            AnomalyDescriptor found = forest.process(value, series.times()[i]);
            scores[i] = found.getRCFScore();
            grades[i] = found.getAnomalyGrade();
        }
        last = series;
    }

    private final class Verdicts implements Contender {
        private final String name;
        private final boolean graded;

        Verdicts(String name, boolean graded) {
            this.name = name;
            this.graded = graded;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isSlow() {
            return true;
        }

        @Override
        public Judgement judge(LabelledSeries series) {
            pass(series);
            double[] own = graded ? grades : scores;
            boolean[] alarms = new boolean[own.length];
            for (int i = 0; i < own.length; i++) {
                alarms[i] = graded ? own[i] > 0 : own[i] >= THRESHOLD;
            }
            return new Judgement(own, alarms, Span.of(series, alarms), null, 0);
        }
    }
}
