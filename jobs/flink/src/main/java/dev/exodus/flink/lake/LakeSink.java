package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Facts in the lake, exactly once: a file becomes visible when the checkpoint that holds its rows
 * is complete. One writer per table, so that a checkpoint leaves one file per table and date.
 */
public final class LakeSink {
    private LakeSink() {}

    /**
     * Writes the facts of one type among {@code facts} to {@code <root>/<table>/}.
     *
     * @param facts facts of any types, of which the others are passed by
     * @throws IllegalArgumentException if the lake does not have this table
     */
    public static DataStreamSink<Fact> attach(DataStream<Fact> facts, FactType type, Path root) {
        return facts.filter(fact -> fact.type() == type)
                .name("Rows of " + type.table())
                .uid(uid(type) + "-rows")
                .sinkTo(sink(type, root))
                .setParallelism(1)
                .name("Lake table " + type.table())
                .uid(uid(type));
    }

    /** The uid of a table's sink, e.g. {@code lake-registrations-1s}. */
    static String uid(FactType type) {
        return "lake-" + type.table().replace('_', '-');
    }

    private static FileSink<Fact> sink(FactType type, Path root) {
        return FileSink.forBulkFormat(new Path(root, type.table()), new ParquetFacts(type))
                .withBucketAssigner(new ByDate(new LakeLayout(type)))
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        new OutputFileConfig(LakeLayout.FILE_PREFIX, LakeLayout.FILE_SUFFIX))
                .build();
    }

    private static final class ByDate implements BucketAssigner<Fact, String> {
        private static final long serialVersionUID = 1;

        private final LakeLayout layout;

        private ByDate(LakeLayout layout) {
            this.layout = layout;
        }

        @Override
        public String getBucketId(Fact fact, Context context) {
            return layout.folder(fact);
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
