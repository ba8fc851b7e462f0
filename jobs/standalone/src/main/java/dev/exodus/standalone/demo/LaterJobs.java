package dev.exodus.standalone.demo;

import java.util.List;

/**
 * Jobs of a run that start from something which is made while the others run already. What they
 * write depends on the order of their topics alone, so they catch up.
 *
 * @param preparation makes what they start from; ends soon when its thread is interrupted
 * @param jobs in an order in which each is behind those that it reads from; they are submitted when
 *     the preparation is done
 */
public record LaterJobs(Phases.Work preparation, List<RunJob> jobs) {
    /** No such jobs. */
    static final LaterJobs NONE = new LaterJobs(() -> {}, List.of());
}
