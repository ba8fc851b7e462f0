package dev.exodus.bench.rates;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Puts what a job emits into the {@link Rows} of the current drain: the cluster is in this process.
 *
 * @param <T> what it emits
 */
final class RowsSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1;

    private static volatile Rows current;

    /**
     * Takes a row from what is emitted.
     *
     * @param <T> what that is
     */
    @FunctionalInterface
    interface Form<T> extends Serializable {
        void put(T element, Rows rows);
    }

    private final Form<T> form;

    RowsSink(Form<T> form) {
        this.form = form;
    }

    /** Where rows go from now on. */
    static void into(Rows rows) {
        current = rows;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Rows rows = current;
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context elementContext) {
                form.put(element, rows);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
