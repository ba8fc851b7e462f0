package dev.exodus.bench.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The Numenta Anomaly Benchmark's score (Lavin and Ahmad, ICMLA 2015), with one threshold for a
 * whole corpus.
 *
 * <p>A window earns up to 1 for its earliest detection, the more the earlier; a miss costs the
 * weight of a false negative; a detection outside costs up to the weight of a false positive, less
 * just after a window. The score is scaled so that 0 is a detector that says nothing and 100 one
 * that finds every window at its first row.
 */
final class NabScore {
    /** Weights of a profile; a true positive weighs 1. */
    enum Profile {
        STANDARD(.11, 1),
        LOW_FALSE_POSITIVES(.22, 1),
        LOW_FALSE_NEGATIVES(.11, 2);

        private final double falsePositive;
        private final double falseNegative;

        Profile(double falsePositive, double falseNegative) {
            this.falsePositive = falsePositive;
            this.falseNegative = falseNegative;
        }
    }

    /**
     * A file with a detector's scores.
     *
     * @param times times of the rows
     * @param scores anomaly score of each row
     * @param windows first and last time of each window, both inside it
     */
    record Scored(long[] times, double[] scores, List<long[]> windows) {}

    /** A row's score and what it changes when the threshold comes down to it. */
    private record Gain(double score, double delta) {}

    /** The best score of a corpus and the threshold that gives it. */
    record Best(double score, double threshold) {}

    private NabScore() {}

    /** Rows at the start of a file that are not judged: 15 %, at most 750. */
    static int probation(int rows) {
        return (int) Math.floor(.15 * Math.min(rows, 5_000));
    }

    /** 2 / (1 + e^(5y)) - 1: 1 far before the end of a window, 0 at its end, -1 far behind. */
    static double sigmoid(double y) {
        return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
    }

    /** The best score over all thresholds. */
    static Best best(List<Scored> corpus, Profile profile) {
        List<Gain> gains = new ArrayList<>();
        int windows = 0;
        for (Scored file : corpus) {
            windows += file.windows().size();
            addGains(file, profile, gains);
        }
        gains.sort(Comparator.comparingDouble(Gain::score).reversed());
        double raw = -windows * profile.falseNegative;
        double best = raw;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = 0; i < gains.size(); i++) {
            raw += gains.get(i).delta();
            boolean last = i + 1 == gains.size() || gains.get(i + 1).score() < gains.get(i).score();
            if (last && raw > best) {
                best = raw;
                threshold = gains.get(i).score();
            }
        }
        double none = -windows * profile.falseNegative;
        double perfect = windows * sigmoid(-1) / sigmoid(-1);
        return new Best(100 * (best - none) / (perfect - none), threshold);
    }

    private static void addGains(Scored file, Profile profile, List<Gain> gains) {
        int from = probation(file.times().length);
        for (int[] window : indices(file)) {
            addWindow(file, window, profile, gains, from);
        }
        addOutside(file, profile, gains, from);
    }

    private static List<int[]> indices(Scored file) {
        List<int[]> found = new ArrayList<>();
        for (long[] window : file.windows()) {
            int first = -1;
            int last = -1;
            for (int i = 0; i < file.times().length; i++) {
                if (file.times()[i] >= window[0] && file.times()[i] <= window[1]) {
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
            if (first >= 0) {
                found.add(new int[] {first, last});
            }
        }
        return found;
    }

    /** Only the earliest detection counts: an earlier row replaces a later one. */
    private static void addWindow(
            Scored file, int[] window, Profile profile, List<Gain> gains, int from) {
        int width = window[1] - window[0] + 1;
        List<Integer> rows = new ArrayList<>();
        for (int i = Math.max(from, window[0]); i <= window[1]; i++) {
            rows.add(i);
        }
        rows.sort(Comparator.comparingDouble((Integer i) -> -file.scores()[i]));
        int earliest = Integer.MAX_VALUE;
        for (int row : rows) {
            if (row < earliest) {
                double value = sigmoid(-(window[1] - row + 1.0) / width) / sigmoid(-1);
                double before =
                        earliest == Integer.MAX_VALUE
                                ? -profile.falseNegative
                                : sigmoid(-(window[1] - earliest + 1.0) / width) / sigmoid(-1);
                gains.add(new Gain(file.scores()[row], value - before));
                earliest = row;
            }
        }
    }

    private static void addOutside(Scored file, Profile profile, List<Gain> gains, int from) {
        int[] before = null;
        List<int[]> windows = indices(file);
        int next = 0;
        for (int i = 0; i < file.times().length; i++) {
            while (next < windows.size() && windows.get(next)[1] < i) {
                before = windows.get(next++);
            }
            boolean inside = next < windows.size() && windows.get(next)[0] <= i;
            if (i >= from && !inside) {
                double width = before == null ? 1 : before[1] - before[0];
                double distance = before == null ? -1 : i - before[1];
                double value = before == null || width == 0 ? -1 : sigmoid(distance / width);
                gains.add(new Gain(file.scores()[i], value * profile.falsePositive));
            }
        }
    }
}
