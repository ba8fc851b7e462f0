package dev.exodus.standalone.demo;

import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.scenario.Scenario;

/**
 * What a demo shows.
 *
 * @param scenario the story
 * @param simulation which part of it, and how large
 * @param speed seconds of the story per second; {@link Double#POSITIVE_INFINITY} for as fast as
 *     possible
 */
public record DemoSettings(Scenario scenario, SimulationOptions simulation, double speed) {
    private static final double BYTES_PER_HOUR = 700e6;
    private static final double BYTES_AT_LEAST = 1e9;

    public DemoSettings {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0, was " + speed);
        }
    }

    /** Disk that the run needs at most: the broker's log, Parquet, PostgreSQL and checkpoints. */
    public long bytesNeeded() {
        double hours =
                (simulation.to().toEpochMilli() - simulation.from().toEpochMilli()) / 3_600_000.0;
        return (long) (BYTES_AT_LEAST + BYTES_PER_HOUR * hours * simulation.scale());
    }
}
