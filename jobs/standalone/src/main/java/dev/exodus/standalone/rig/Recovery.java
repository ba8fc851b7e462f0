package dev.exodus.standalone.rig;

import java.time.Duration;
import java.util.List;

/**
 * How a rig got over a fault.
 *
 * @param fault what happened
 * @param moment when
 * @param runningSeconds until all tasks of both jobs ran again
 * @param checkpointSeconds until both had completed a checkpoint that began afterwards
 * @param met whether both were within the goals
 */
public record Recovery(
        Fault fault, Moment moment, double runningSeconds, double checkpointSeconds, boolean met) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Waits for the moment, inflicts the fault and watches. */
    static Recovery watch(Rig rig, Fault fault, Moment moment) throws Exception {
        FlinkRest rest = rig.flink().rest();
        moment.await(rest, rig.jobId(Rig.RATES));
        long struck = System.currentTimeMillis();
        long started = System.nanoTime();
        fault.inflict(rig);
        // What must start anew starts after the fault; what need not, runs or runs again.
        if (fault.restartsJobs()) {
            String rates = rig.jobId(Rig.RATES);
            Until.holds("RatesJob to restart", LIMIT, () -> rest.runsSince(rates, struck));
        }
        for (String job : List.of(Rig.RATES, Rig.STORE)) {
            String id = rig.jobId(job);
            Until.holds(job + " to run", LIMIT, () -> rest.runsSince(id, 0));
        }
        double running = secondsSince(started);
        long ran = System.currentTimeMillis();
        for (String job : List.of(Rig.RATES, Rig.STORE)) {
            String id = rig.jobId(job);
            Until.holds("a checkpoint of " + job, LIMIT, () -> rest.lastCheckpoint(id) > ran);
        }
        double checkpoint = secondsSince(started);
        boolean met =
                running <= fault.runningGoal().toSeconds()
                        && checkpoint <= fault.checkpointGoal().toSeconds();
        return new Recovery(fault, moment, running, checkpoint, met);
    }

    private static double secondsSince(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
    }
}
