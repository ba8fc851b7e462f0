package dev.exodus.flink.facts;

import dev.exodus.flink.options.JobMain;
import dev.exodus.schemas.facts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** What a job makes of some facts, on the MiniCluster of the test, at parallelism 2. */
public final class FactsOfJob {
    private FactsOfJob() {}

    public static List<Fact> told(
            Configuration options, List<Fact> input, UnaryOperator<DataStream<Fact>> job)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobMain.flink(options));
        env.setParallelism(2);
        DataStream<Fact> facts =
                env.fromData(FactTypeInformation.FACT, input.toArray(Fact[]::new)).uid("facts");
        List<Fact> told = new ArrayList<>();
        try (CloseableIterator<Fact> results = job.apply(facts).executeAndCollect()) {
            results.forEachRemaining(told::add);
        }
        return told;
    }
}
