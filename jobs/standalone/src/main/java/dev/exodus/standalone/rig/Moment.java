package dev.exodus.standalone.rig;

import java.time.Duration;

/** When, in the life of a job's checkpoints, a fault strikes. */
public enum Moment {
    BETWEEN_CHECKPOINTS {
        @Override
        void await(FlinkRest rest, String job) throws Exception {
            awaitCompletion(rest, job);
            Until.happens("the end of a checkpoint", LIMIT, () -> !rest.takesCheckpoint(job));
        }
    },
    DURING_SNAPSHOT {
        @Override
        void await(FlinkRest rest, String job) throws Exception {
            awaitCompletion(rest, job);
            Until.happens("a checkpoint", LIMIT, () -> rest.takesCheckpoint(job));
        }
    },
    /** Right after completion, while the tasks are told to commit. */
    DURING_COMMIT {
        @Override
        void await(FlinkRest rest, String job) throws Exception {
            awaitCompletion(rest, job);
        }
    };

    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** Waits for the next such moment of the job. */
    abstract void await(FlinkRest rest, String job) throws Exception;

    private static void awaitCompletion(FlinkRest rest, String job) throws Exception {
        long before = rest.lastCheckpoint(job);
        Until.happens("a checkpoint to complete", LIMIT, () -> rest.lastCheckpoint(job) > before);
    }
}
