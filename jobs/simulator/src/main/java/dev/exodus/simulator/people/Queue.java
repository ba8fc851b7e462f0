package dev.exodus.simulator.people;

import dev.exodus.simulator.scenario.Scenario;
import java.util.List;

/** An SMS gateway: first come, first served, so many a second, as capacity allows at the time. */
final class Queue {
    private static final double LONGEST_WAIT_S = 600;

    private final List<Scenario.Capacity> capacities;
    private final double scale;
    private double free = Double.NEGATIVE_INFINITY;

    Queue(List<Scenario.Capacity> capacities, double scale) {
        this.capacities = capacities;
        this.scale = scale;
    }

    /** Whether the queue is so long that a message at this time is turned away. */
    boolean isFull(double time) {
        return waiting(time) > LONGEST_WAIT_S;
    }

    /** Seconds that a message of this time waits. */
    double waiting(double time) {
        return Math.max(0, free - time);
    }

    /** When a message that comes at a time (epoch seconds) leaves. */
    double leave(double time) {
        double at = Math.max(time, free);
        free = at + 1 / (Scenario.Capacity.at(capacities, at) * scale);
        return free;
    }
}
