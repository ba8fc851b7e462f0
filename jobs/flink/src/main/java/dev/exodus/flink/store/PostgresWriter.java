package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Collects the newest fact of each key and writes them in one transaction: when enough wait, when
 * they have waited long enough, and before each checkpoint. While the database is away it waits,
 * which holds up StoreJob alone.
 */
final class PostgresWriter implements SinkWriter<Fact> {
    private final PostgresSettings settings;
    private final ProcessingTimeService time;
    private final Database database;
    private final Retry retry;
    private final Counter rowsWritten;
    private final Counter rowsOlder;
    private final Counter flushes;
    private final NewestFacts waiting = new NewestFacts();
    private volatile long lastFlushMillis;

    private PostgresWriter(
            PostgresSettings settings, ProcessingTimeService time, MetricGroup metrics) {
        MetricGroup group = metrics.addGroup(StoreMetrics.GROUP);
        this.settings = settings;
        this.time = time;
        this.database = new Database(settings);
        this.retry = new Retry(settings, group.counter(StoreMetrics.RETRIES), Thread::sleep);
        this.rowsWritten = group.counter(StoreMetrics.ROWS_WRITTEN);
        this.rowsOlder = group.counter(StoreMetrics.ROWS_OLDER);
        this.flushes = group.counter(StoreMetrics.FLUSHES);
        group.gauge(StoreMetrics.FLUSH_TIME, () -> lastFlushMillis);
        group.gauge(StoreMetrics.ROWS_WAITING, waiting::size);
    }

    static PostgresWriter start(
            PostgresSettings settings, ProcessingTimeService time, MetricGroup metrics)
            throws IOException {
        PostgresWriter writer = new PostgresWriter(settings, time, metrics);
        try {
            writer.retry.run(writer.database::requireKnownVersion);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cancelled while it waited for PostgreSQL", e);
        }
        writer.flushLater();
        return writer;
    }

    /**
     * @throws IllegalArgumentException if PostgreSQL does not have the fact's table
     */
    @Override
    public void write(Fact fact, Context context) throws IOException, InterruptedException {
        FactType type = fact.type();
        if (!type.inPostgres()) {
            throw new IllegalArgumentException("PostgreSQL has no table " + type.table());
        }
        waiting.add(fact);
        if (waiting.size() >= settings.flushRows()) {
            flush();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        flush();
    }

    @Override
    public void close() {
        database.close();
    }

    private void flush() throws IOException, InterruptedException {
        int rows = waiting.size();
        if (rows == 0) {
            return;
        }
        long start = System.nanoTime();
        retry.run(() -> count(rows, database.write(waiting.sorted())));
        waiting.clear();
        flushes.inc();
        lastFlushMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private void count(int sent, int written) {
        rowsWritten.inc(written);
        rowsOlder.inc(sent - written);
    }

    private void flushLater() {
        time.registerTimer(
                time.getCurrentProcessingTime() + settings.flushMillis(),
                now -> {
                    flush();
                    flushLater();
                });
    }
}
