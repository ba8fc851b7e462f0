package dev.exodus.bench.rates;

import dev.exodus.standalone.cluster.Cluster;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job that is submitted for each drain to a cluster that lives as long as the process. */
abstract class FlinkDrain implements Drain {
    private final int slots;
    private Source source;
    private Cluster cluster;

    FlinkDrain(int slots) {
        this.slots = slots;
    }

    /** What the job demands of Flink. */
    abstract Configuration settings();

    /** Wires the topic to a {@link RowsSink}. */
    abstract void define(StreamExecutionEnvironment env, Source from);

    @Override
    public final void open(Source from) throws Exception {
        source = from;
        cluster = Cluster.start(from.scratch().resolve("checkpoints"), slots);
    }

    @Override
    public final void drain(Rows rows) throws Exception {
        RowsSink.into(rows);
        JobID job = cluster.submit("bench", settings(), slots, env -> define(env, source));
        while (!rows.complete().isDone()) {
            cluster.requireRunning(job);
            try {
                rows.complete().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // Not yet: see first whether the job still runs.
            }
        }
        cluster.cancel(job);
    }

    @Override
    public final void close() throws Exception {
        cluster.close();
    }
}
