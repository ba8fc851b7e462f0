package dev.exodus.bench.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A measure against its goal.
 *
 * @param name what is measured, and where
 * @param value what was measured
 * @param least lowest value that meets the goal
 * @param most highest value that meets it
 * @param met whether it lies between
 */
record Goal(String name, double value, double least, double most, boolean met) {

    private static Goal within(String name, double value, double least, double most) {
        return new Goal(name, value, least, most, value >= least && value <= most);
    }

    private static Goal atMost(String name, double value, double most) {
        return within(name, value, 0, most);
    }

    /** All goals, coverage first. A cross-check is reported and held to none. */
    static List<Goal> of(List<FamilyScore> all, PeopleScore people, SuppressedScore suppressed) {
        List<Goal> goals = new ArrayList<>();
        List<FamilyScore> families =
                all.stream()
                        .filter(score -> !score.family().equals(Family.STRUCTURAL.label))
                        .toList();
        for (FamilyScore score : families) {
            if (score.coverage() != null) {
                goals.add(within("coverage, " + score.family(), score.coverage(), 0.92, 0.97));
            }
        }
        for (FamilyScore score : families) {
            if (score.bias() != null) {
                double most = score.family().equals(Family.WEAK.label) ? 0.05 : 0.02;
                goals.add(within("bias, " + score.family(), score.bias(), -most, most));
            }
        }
        for (FamilyScore score : families) {
            if (score.falsePositives() != null) {
                String name = "intervals without 0, " + score.family();
                goals.add(atMost(name, score.falsePositives(), 0.05));
            }
        }
        for (FamilyScore score : families) {
            if (score.bias() != null) {
                String name = "share error (points), " + score.family();
                goals.add(atMost(name, 100 * known(score.shareError()), 5));
                goals.add(atMost("lag error (min), " + score.family(), known(score.lagError()), 2));
            }
        }
        goals.add(atMost("migrated: RMSE * sqrt(retained)", people.scaledError(), 1.3));
        goals.add(within("migrated: 2-sd coverage", people.coverage(), 0.9, 1));
        goals.add(atMost("cohort shares: RMSE (points)", people.retentionError(), 2));
        goals.add(atMost("suppressed: mean error", suppressed.error(), 0.05));
        return goals;
    }

    /** What was not measured meets no goal. */
    private static double known(Double value) {
        return value == null ? Double.NaN : value;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-50s %8.3f   %6.2f .. %5.2f   %s",
                name,
                value,
                least,
                most,
                met ? "met" : "SHORT");
    }
}
