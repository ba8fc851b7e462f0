package dev.exodus.flink.options;

import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the mains of all jobs have in common. */
public final class JobMain {
    /** Wires a job. */
    @FunctionalInterface
    public interface Definition {
        void define(StreamExecutionEnvironment env, Configuration options);
    }

    private JobMain() {}

    /**
     * Parses the options, wires the job and runs it; a wrong option ends the client with exit code
     * 2.
     */
    public static void run(
            String name,
            String[] args,
            List<ConfigOption<?>> known,
            List<ConfigOption<?>> required,
            Definition definition)
            throws Exception {
        StreamExecutionEnvironment env;
        try {
            Configuration options = JobOptions.parse(args, known, required);
            env = StreamExecutionEnvironment.getExecutionEnvironment(flink(options));
            definition.define(env, options);
        } catch (UsageException e) {
            if (!isProcess()) {
                throw e;
            }
            System.err.println(name + ": " + e.getMessage());
            System.exit(2);
            return;
        }
        env.execute(name);
    }

    /** Over REST a main runs on a thread of the JobManager, which no wrong option may end. */
    private static boolean isProcess() {
        return Thread.currentThread().getName().equals("main");
    }

    /** What every job demands of Flink: no Kryo, no generated ids, no needless copies. */
    public static Configuration flink(Configuration options) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                options.get(KafkaOptions.CHECKPOINT_INTERVAL));
        return flink;
    }
}
