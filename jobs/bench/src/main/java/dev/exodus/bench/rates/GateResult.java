package dev.exodus.bench.rates;

import dev.exodus.bench.Median;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a gate came to: the median of the ratios of runs of one round, and their spread.
 *
 * @param gate which
 * @param pairs how many rounds
 * @param median of the ratios
 * @param least of them
 * @param most of them
 * @param met whether the median is on the right side of the limit
 */
record GateResult(Gate gate, int pairs, double median, double least, double most, boolean met) {

    /** The result, if both variants were measured. */
    static Optional<GateResult> of(Gate gate, List<Run> runs) {
        double[] ratios =
                runs.stream()
                        .filter(run -> run.variant() == gate.over())
                        .map(over -> ratio(gate, over, runs))
                        .flatMapToDouble(OptionalDouble::stream)
                        .sorted()
                        .toArray();
        if (ratios.length == 0) {
            return Optional.empty();
        }
        double median = Median.of(ratios);
        boolean met = gate.atLeast() ? median >= gate.limit() : median <= gate.limit();
        return Optional.of(
                new GateResult(
                        gate, ratios.length, median, ratios[0], ratios[ratios.length - 1], met));
    }

    private static OptionalDouble ratio(Gate gate, Run over, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.variant() == gate.under() && run.round() == over.round())
                .mapToDouble(under -> gate.cost().of(over) / gate.cost().of(under))
                .findFirst();
    }
}
