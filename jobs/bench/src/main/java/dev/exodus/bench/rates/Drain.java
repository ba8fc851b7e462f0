package dev.exodus.bench.rates;

import java.nio.file.Path;

/** Counts all events of a topic, again and again, in a process that stays warm. */
interface Drain extends AutoCloseable {
    /**
     * Where the events are.
     *
     * @param bootstrapServers of the broker
     * @param data what is in the topic
     * @param scratch a folder for what a variant writes
     */
    record Source(String bootstrapServers, DataSet data, Path scratch) {}

    /** Called once, before the first drain. */
    void open(Source source) throws Exception;

    /** Reads the topic from its beginning until all rows are complete, and stops reading. */
    void drain(Rows rows) throws Exception;
}
