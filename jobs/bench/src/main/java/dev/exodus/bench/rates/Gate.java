package dev.exodus.bench.rates;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A ratio of two variants, and what it must be.
 *
 * @param id of the goal
 * @param over variant whose cost stands above the line
 * @param under variant whose cost stands below it
 * @param cost what is compared
 * @param atLeast whether the limit is the least, else the most, that is allowed
 * @param limit what must be reached
 */
record Gate(String id, Variant over, Variant under, Cost cost, boolean atLeast, double limit) {

    /** What a run costs. */
    enum Cost {
        CPU("CPU per event", Run::cpuNanosPerEvent),
        WALL("time per event", Run::wallNanosPerEvent);

        private final String title;
        private final ToDoubleFunction<Run> of;

        Cost(String title, ToDoubleFunction<Run> of) {
            this.title = title;
            this.of = of;
        }

        String title() {
            return title;
        }

        double of(Run run) {
            return of.applyAsDouble(run);
        }
    }

    static final List<Gate> ALL =
            List.of(
                    new Gate("G1", Variant.SQL, Variant.RATES, Cost.CPU, true, 1.5),
                    new Gate("G1", Variant.SQL, Variant.RATES, Cost.WALL, true, 1.5),
                    new Gate("G2", Variant.STREAMS, Variant.RATES, Cost.CPU, true, 5),
                    new Gate("G2", Variant.STREAMS, Variant.RATES, Cost.WALL, true, 5),
                    new Gate("G3", Variant.CONSUMER, Variant.RATES, Cost.WALL, true, .85),
                    new Gate("G3", Variant.CONSUMER, Variant.RATES, Cost.CPU, true, .75),
                    new Gate("G4", Variant.RATES, Variant.TWO_SLOTS, Cost.CPU, true, .9),
                    new Gate("G5", Variant.KEYS_100, Variant.ONE_KEY, Cost.CPU, false, 1.15),
                    new Gate("G5", Variant.KEYS_30000, Variant.ONE_KEY, Cost.CPU, false, 2),
                    new Gate("G6", Variant.CHECKPOINTS, Variant.RATES, Cost.WALL, false, 1.05));
}
