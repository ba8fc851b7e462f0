package dev.exodus.bench.migration;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How the method did in one family. A measure that has no meaning there is null.
 *
 * @param family its name
 * @param runs seeded runs
 * @param rows estimates: one per run and, with countries, one per country and one of all
 * @param withoutInterval rows for which the method gives no interval
 * @param unassigned rows in which the outage was not told from another cause
 * @param coverage share of intervals that hold the truth; null in a control
 * @param falsePositives share of intervals that exclude 0; null where people did move
 * @param poisson coverage of a Poisson interval
 * @param quasiPoisson coverage of a quasi-Poisson interval
 * @param structural coverage of the interval of CausalImpact's model
 * @param bias sum of the errors over the sum of the effects, every row scaled to its ordinary
 *     registrations; null in a control
 * @param shareError mean absolute error of the outage's share
 * @param lagError mean absolute error of the lag in minutes; null where no lag is estimated
 * @param lagCoverage share of intervals of the lag that hold the true one; null without any
 * @param lagWidth their mean width in minutes; likewise
 * @param width mean width of the interval, over ordinary registrations
 * @param structuralWidth the same of CausalImpact's model
 */
record FamilyScore(
        String family,
        int runs,
        int rows,
        int withoutInterval,
        int unassigned,
        Double coverage,
        Double falsePositives,
        double poisson,
        double quasiPoisson,
        double structural,
        Double bias,
        Double shareError,
        Double lagError,
        Double lagCoverage,
        Double lagWidth,
        double width,
        double structuralWidth) {

    static FamilyScore of(Family family, int runs, List<Trial> trials) {
        List<Trial> given = trials.stream().filter(trial -> trial.interval() != null).toList();
        List<Trial> lags = trials.stream().filter(trial -> trial.lagInterval() != null).toList();
        double errors = 0;
        double effects = 0;
        for (Trial trial : trials) {
            errors += (trial.estimate() - trial.truth()) / trial.ordinary();
            effects += trial.truth() / trial.ordinary();
        }
        boolean control = family.isControl();
        return new FamilyScore(
                family.label,
                runs,
                trials.size(),
                trials.size() - given.size(),
                (int) trials.stream().filter(trial -> !trial.toldApart()).count(),
                control ? null : share(given, Trial::covers),
                control ? share(given, trial -> !trial.interval().contains(0)) : null,
                share(trials, Trial::poisson),
                share(trials, Trial::quasiPoisson),
                share(trials, trial -> trial.structural().contains(trial.truth())),
                control ? null : errors / effects,
                mean(trials.stream().map(Trial::shareError).toList()),
                mean(trials.stream().map(Trial::lagError).toList()),
                lags.isEmpty() ? null : share(lags, Trial::coversLag),
                lags.isEmpty() ? null : mean(lags, Trial::lagWidth),
                mean(given, t -> (t.interval().hi95() - t.interval().lo95()) / t.ordinary()),
                mean(trials, t -> (t.structural().hi95() - t.structural().lo95()) / t.ordinary()));
    }

    private static double share(List<Trial> trials, Predicate<Trial> condition) {
        return trials.stream().filter(condition).count() / (double) trials.size();
    }

    private static double mean(List<Trial> trials, ToDoubleFunction<Trial> width) {
        return trials.stream().mapToDouble(width).average().orElse(Double.NaN);
    }

    private static Double mean(List<OptionalDouble> errors) {
        double sum = 0;
        int n = 0;
        for (OptionalDouble error : errors) {
            if (error.isPresent()) {
                sum += Math.abs(error.getAsDouble());
                n++;
            }
        }
        return n == 0 ? null : sum / n;
    }
}
