package dev.exodus.standalone.rig;

import dev.exodus.standalone.demo.Lag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What happens to the processes of a rig. */
public enum Fault {
    /** SIGKILL of the TaskManager with the most tasks; another is started at once. */
    TASK_MANAGER(15, 20, true) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.flink().taskManager(rig.flink().busiest()).kill();
        }
    },
    /** SIGKILL of both TaskManagers. */
    BOTH_TASK_MANAGERS(15, 20, true) {
        @Override
        void inflict(Rig rig) throws Exception {
            ChildJvm first = rig.flink().taskManager(0);
            ChildJvm second = rig.flink().taskManager(1);
            first.kill();
            second.kill();
        }
    },
    /** SIGKILL of the JobManager; another is started at once. */
    JOB_MANAGER(60, 60, true) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.flink().jobManager().kill();
        }
    },
    /** SIGKILL of a TaskManager, and of the JobManager while it restarts the job. */
    JOB_MANAGER_WHILE_RESTARTING(60, 60, true) {
        @Override
        void inflict(Rig rig) throws Exception {
            String job = rig.jobId(Rig.RATES);
            FlinkRest rest = rig.flink().rest();
            rig.flink().taskManager(rig.flink().busiest()).kill();
            Until.holds("a restart", Duration.ofSeconds(30), () -> rest.restarts(job));
            rig.flink().jobManager().kill();
        }
    },
    /** A TaskManager stands still for 30 s and goes on, while its tasks run elsewhere. */
    FROZEN_TASK_MANAGER(60, 60, true) {
        @Override
        void inflict(Rig rig) throws Exception {
            ChildJvm victim = rig.flink().taskManager(rig.flink().busiest());
            victim.freeze();
            Thread.sleep(30_000);
            victim.thaw();
        }
    },
    /** SIGKILL of the broker; it is started again at once. */
    BROKER(60, 60, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.broker().kill();
            rig.broker().startAgain();
        }
    },
    /** SIGKILL of PostgreSQL; it is started again at once. */
    POSTGRES(30, 30, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.postgres().kill();
            rig.postgres().startAgain();
        }
    },
    /** PostgreSQL is away for a minute. RatesJob goes on, and so does the lake. */
    POSTGRES_AWAY(75, 75, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.postgres().kill();
            long killed = System.nanoTime();
            String rates = rig.jobId(Rig.RATES);
            long before = System.currentTimeMillis();
            Until.holds(
                    "a checkpoint of RatesJob without PostgreSQL",
                    AWAY,
                    () -> rig.flink().rest().lastCheckpoint(rates) > before);
            Thread.sleep(Math.max(0, AWAY.toMillis() - (System.nanoTime() - killed) / 1_000_000));
            rig.postgres().startAgain();
        }
    },
    /** The topics with events get twice as many partitions, and RatesJob finds them. */
    MORE_PARTITIONS(15, 20, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            rig.widen();
            // The story must not run to its end before: it is faster than a clock then.
            Lag lag = rig.ratesLag();
            Until.holds(
                    "RatesJob to find the partitions",
                    Duration.ofSeconds(60),
                    lag::knowsEveryPartition);
        }
    },
    /** Ten thousand records that are no events, of every kind known. No task starts anew. */
    POISON(60, 60, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            FlinkRest rest = rig.flink().rest();
            String rates = rig.jobId(Rig.RATES);
            long started = rest.lastStart(rates);
            long sent = rig.poison(10_000);
            Until.holds(
                    "a checkpoint with the poison",
                    Duration.ofSeconds(60),
                    () -> rest.lastCheckpoint(rates) > sent);
            if (rest.lastStart(rates) != started) {
                throw new IOException("RatesJob restarted because of a record that is no event");
            }
        }
    },
    /**
     * RatesJob is cancelled and the newest of its checkpoints is cut off: it is refused, and the
     * job goes on from the one before.
     */
    UNREADABLE_CHECKPOINT(60, 60, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            List<Path> checkpoints = rig.cancelRates();
            Path newest = checkpoints.get(0).resolve("_metadata");
            byte[] bytes = Files.readAllBytes(newest);
            Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));
            boolean started = true;
            try {
                rig.submitRates(List.of("-s", checkpoints.get(0).toUri().toString()));
            } catch (IOException e) {
                started = false;
            }
            if (started) {
                throw new IOException("RatesJob started from a checkpoint that is cut off");
            }
            rig.submitRates(List.of("-s", checkpoints.get(1).toUri().toString()));
        }
    },
    /** RatesJob is stopped with a savepoint and goes on from it with three tasks, then with one. */
    RESCALE(60, 60, false) {
        @Override
        void inflict(Rig rig) throws Exception {
            for (String parallelism : List.of("3", "1", "2")) {
                String savepoint = rig.stop(Rig.RATES).toUri().toString();
                rig.submitRates(List.of("-s", savepoint, "-p", parallelism));
                String job = rig.jobId(Rig.RATES);
                Until.holds(
                        "RatesJob with " + parallelism + " tasks",
                        Duration.ofSeconds(60),
                        () -> rig.flink().rest().runsSince(job, 0));
            }
        }
    };

    private static final Duration AWAY = Duration.ofSeconds(60);

    private final Duration runningGoal;
    private final Duration checkpointGoal;
    private final boolean restartsJobs;

    Fault(int runningSeconds, int checkpointSeconds, boolean restartsJobs) {
        runningGoal = Duration.ofSeconds(runningSeconds);
        checkpointGoal = Duration.ofSeconds(checkpointSeconds);
        this.restartsJobs = restartsJobs;
    }

    /** Within which the jobs should run again. */
    Duration runningGoal() {
        return runningGoal;
    }

    /** Within which their next checkpoint should be complete. */
    Duration checkpointGoal() {
        return checkpointGoal;
    }

    /** Whether tasks must be started anew after it. */
    boolean restartsJobs() {
        return restartsJobs;
    }

    /** Does it, and starts again what it killed. */
    abstract void inflict(Rig rig) throws Exception;
}
