package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Fact;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Facts to PostgreSQL. At least once is enough: a fact that is written twice, or after a newer one,
 * changes nothing.
 */
public final class PostgresSink implements Sink<Fact> {
    private static final long serialVersionUID = 1;

    private final PostgresSettings settings;

    public PostgresSink(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws IOException if the database refuses the role, or has a schema version that this
     *     release does not know
     */
    @Override
    public SinkWriter<Fact> createWriter(WriterInitContext context) throws IOException {
        return PostgresWriter.start(
                settings, context.getProcessingTimeService(), context.metricGroup());
    }
}
