package dev.exodus.standalone.rig;

import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.folder.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Faults, one after another, on one rig under one load. */
public final class Faults {
    private static final Instant FROM = Instant.parse("2014-02-22T18:20:00Z");

    /** Of each topic with events, before any are added; twice as many if none are. */
    private static final int FEWEST_PARTITIONS = 2;

    /** Seconds of the story per second. */
    private static final double SPEED = 4;

    /** Seconds that a fault takes at most on a slow machine, with what precedes it. */
    private static final long SECONDS_PER_FAULT = 100;

    private final DataFolder folder;
    private final Path jobs;
    private final double scale;
    private final long seed;
    private final PrintWriter out;

    /**
     * @param folder for everything
     * @param checkout where the jar with the jobs was built
     * @param scale of the load: share of the evening's people
     * @throws IOException if there is no jar
     */
    public Faults(DataFolder folder, Path checkout, double scale, long seed, PrintWriter out)
            throws IOException {
        this.folder = folder;
        this.jobs = FlinkJars.ofTheJobs(checkout);
        this.scale = scale;
        this.seed = seed;
        this.out = out;
    }

    /** Inflicts each fault at each moment. */
    public FaultsReport run(List<Fault> faults, List<Moment> moments) throws Exception {
        long seconds = (long) (SPEED * SECONDS_PER_FAULT * faults.size() * moments.size());
        int doublings = faults.contains(Fault.MORE_PARTITIONS) ? moments.size() : 0;
        SimulationOptions options =
                new SimulationOptions(
                        FROM,
                        FROM.plusSeconds(Math.max(300, seconds)),
                        scale,
                        seed,
                        FEWEST_PARTITIONS << Math.max(1, doublings),
                        0);
        try (Rig rig = new Rig(folder, jobs, Scenario.shipped("2014-02-22-whatsapp"), options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(rig), "stop-rig"));
            say("starting a broker, PostgreSQL, ZooKeeper, a JobManager and two TaskManagers");
            rig.start(SPEED, options.partitions() >> doublings);
            List<Recovery> recoveries = new ArrayList<>();
            for (Fault fault : faults) {
                for (Moment moment : moments) {
                    Recovery recovery = Recovery.watch(rig, fault, moment);
                    recoveries.add(recovery);
                    say(line(recovery));
                }
            }
            if (rig.loadIsDone()) {
                throw new IOException("the load had ended before the last fault");
            }
            say("reading the rest, settling, comparing");
            Verdict verdict = rig.verdict();
            boolean met = verdict.met() && recoveries.stream().allMatch(Recovery::met);
            return new FaultsReport(met, recoveries, verdict);
        }
    }

    private static void abandon(Rig rig) {
        try {
            rig.close();
        } catch (Exception e) {
            System.err.println("exodus: " + e.getMessage());
        }
    }

    private static String line(Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "%-28s %-20s running %5.1f s (goal %d), checkpoint %5.1f s (goal %d)  %s",
                recovery.fault().name().toLowerCase(Locale.ROOT),
                recovery.moment().name().toLowerCase(Locale.ROOT),
                recovery.runningSeconds(),
                recovery.fault().runningGoal().toSeconds(),
                recovery.checkpointSeconds(),
                recovery.fault().checkpointGoal().toSeconds(),
                recovery.met() ? "met" : "NOT MET");
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
