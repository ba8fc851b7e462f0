package dev.exodus.bench.upserts;

import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.store.PostgresSettings;
import dev.exodus.flink.store.PostgresSink;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.ConnectionSecond;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Replaces rows of {@code connections_1s} by newer ones, through StoreJob's sink and with a
 * statement per row, in turn.
 */
final class Upserts {
    private static final FactType TYPE = FactType.CONNECTIONS_1S;
    private static final Instant START = Instant.parse("2014-02-22T00:00:00Z");
    private static final int SERVICES = 10;
    private static final int FLUSH_ROWS = 5_000;

    /** How many rows are in one transaction where rows are written one by one. */
    private static final int ROWS_PER_TRANSACTION = 1_000;

    /**
     * A round.
     *
     * @param sink rows per second through the sink
     * @param committedAlone rows per second with a statement and a transaction per row
     * @param inTransactions rows per second with a statement per row, a thousand in a transaction
     */
    record Round(double sink, double committedAlone, double inTransactions) {}

    private final Postgres postgres;
    private final long rows;
    private long revision;

    /**
     * @param rows replaced by the sink in a round; a twentieth of them are replaced one by one
     */
    Upserts(Postgres postgres, long rows) {
        this.postgres = postgres;
        this.rows = rows;
    }

    /** Measures, after a round that makes the rows and warms up. */
    List<Round> run(int rounds, Consumer<Round> progress) throws Exception {
        sink();
        oneByOne(1);
        List<Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Round round = new Round(sink(), oneByOne(1), oneByOne(ROWS_PER_TRANSACTION));
            progress.accept(round);
            measured.add(round);
        }
        return measured;
    }

    private double sink() throws Exception {
        long newest = ++revision;
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        env.fromSequence(0, rows - 1)
                .map(number -> row(number, newest), FactTypeInformation.FACT)
                .sinkTo(
                        new PostgresSink(
                                new PostgresSettings(
                                        postgres.url(),
                                        Postgres.WRITER,
                                        postgres.passwordFile(Postgres.WRITER).toString(),
                                        FLUSH_ROWS,
                                        500,
                                        0)));
        double seconds = env.execute("upserts").getNetRuntime() / 1e3;
        requireReplaced(rows, newest);
        return rows / seconds;
    }

    private double oneByOne(int rowsPerTransaction) throws SQLException, IOException {
        long newest = ++revision;
        long few = Math.max(1, rows / 20);
        try (Connection connection = postgres.connect(Postgres.WRITER);
                PreparedStatement statement = connection.prepareStatement(sql())) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (long i = 0; i < few; i++) {
                bind(TYPE.values(row(i, newest)), statement);
                statement.executeUpdate();
                if ((i + 1) % rowsPerTransaction == 0) {
                    connection.commit();
                }
            }
            connection.commit();
            double seconds = (System.nanoTime() - start) / 1e9;
            requireReplaced(few, newest);
            return few / seconds;
        }
    }

    private static Fact row(long number, long revision) {
        Instant second = START.plusSeconds(number / SERVICES);
        String service = "service-" + number % SERVICES;
        return new ConnectionSecond(service, second, 9, 4, 1, 1, 1, 1, 1, true, 1, revision);
    }

    private static String sql() {
        List<Column> columns = TYPE.columns();
        return """
        INSERT INTO exodus.%s AS t (%s) VALUES (%s)
        ON CONFLICT (%s) DO UPDATE SET %s
        WHERE (excluded.generation, excluded.revision) >= (t.generation, t.revision)"""
                .formatted(
                        TYPE.table(),
                        join(columns, "\"%s\""),
                        join(columns, "?"),
                        join(columns.subList(0, TYPE.keyColumns()), "\"%s\""),
                        join(
                                columns.subList(TYPE.keyColumns(), columns.size()),
                                "\"%1$s\" = excluded.\"%1$s\""));
    }

    private static String join(List<Column> columns, String format) {
        return columns.stream()
                .map(column -> format.formatted(column.name()))
                .collect(Collectors.joining(", "));
    }

    private static void bind(Object[] values, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(
                    i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        }
    }

    /**
     * @throws IllegalStateException if another number of rows has the revision
     */
    private void requireReplaced(long expected, long newest) throws SQLException, IOException {
        try (Connection connection = postgres.connect(Postgres.READER);
                PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT count(*) FROM exodus.connections_1s WHERE revision = ?")) {
            count.setLong(1, newest);
            try (ResultSet result = count.executeQuery()) {
                result.next();
                if (result.getLong(1) != expected) {
                    throw new IllegalStateException(
                            "%d rows were replaced instead of %d"
                                    .formatted(result.getLong(1), expected));
                }
            }
        }
    }
}
