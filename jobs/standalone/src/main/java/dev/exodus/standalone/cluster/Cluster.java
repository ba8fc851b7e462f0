package dev.exodus.standalone.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/** Flink in this process. */
public final class Cluster implements AutoCloseable {
    private final MiniCluster flink;
    private final Path checkpoints;

    private Cluster(MiniCluster flink, Path checkpoints) {
        this.flink = flink;
        this.checkpoints = checkpoints;
    }

    /** Starts it with so many slots; checkpoints and savepoints go to the folder. */
    public static Cluster start(Path checkpoints, int slots) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                                .build());
        flink.start();
        return new Cluster(flink, checkpoints);
    }

    /** Submits a job. */
    public JobID submit(
            String name,
            Configuration settings,
            int parallelism,
            Consumer<StreamExecutionEnvironment> definition)
            throws ExecutionException, InterruptedException {
        Configuration all = new Configuration(settings);
        all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(all);
        env.setParallelism(parallelism);
        definition.accept(env);
        StreamGraph plan = env.getStreamGraph();
        plan.setJobName(name);
        JobGraph graph = plan.getJobGraph();
        flink.submitJob(graph).get();
        return graph.getJobID();
    }

    /** Where Flink's REST answers. */
    public URI rest() throws ExecutionException, InterruptedException {
        return flink.getRestAddress().get();
    }

    /**
     * Says why a job no longer works, if so.
     *
     * @throws IOException if the job has ended
     */
    public void requireRunning(JobID job)
            throws IOException, ExecutionException, InterruptedException {
        if (flink.getJobStatus(job).get().isGloballyTerminalState()) {
            AccessExecutionGraph ended = flink.getExecutionGraph(job).get();
            ErrorInfo failure = ended.getFailureInfo();
            throw new IOException(
                    "job %s ended with status %s%s"
                            .formatted(
                                    ended.getJobName(),
                                    ended.getState(),
                                    failure == null ? "" : ": " + root(failure.getException())));
        }
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // Across Flink's threads its text is its class and message.
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** Takes a checkpoint now, if there can be one, and waits for it: none while tasks start. */
    public void checkpoint(JobID job) throws ExecutionException, InterruptedException {
        try {
            flink.triggerCheckpoint(job, CheckpointType.CONFIGURED).get();
        } catch (ExecutionException e) {
            if (ExceptionUtils.findThrowable(e, CheckpointException.class).isEmpty()) {
                throw e;
            }
        }
    }

    /**
     * Takes a savepoint, which commits the last Parquet files, and ends the job.
     *
     * @return where the savepoint is
     */
    public Path stop(JobID job) throws ExecutionException, InterruptedException {
        String savepoint =
                flink.stopWithSavepoint(
                                job,
                                checkpoints.resolve("savepoints").toUri().toString(),
                                false,
                                SavepointFormatType.CANONICAL)
                        .get();
        return Path.of(URI.create(savepoint));
    }

    /** Ends the job at once, without a savepoint: what it held is gone. */
    public void cancel(JobID job) throws ExecutionException, InterruptedException {
        flink.cancelJob(job).get();
        flink.requestJobResult(job).get();
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }
}
