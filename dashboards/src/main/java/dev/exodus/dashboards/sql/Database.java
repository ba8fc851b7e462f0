package dev.exodus.dashboards.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.postgresql.ds.PGSimpleDataSource;

/** A few read-only connections, each query with a time limit. */
public final class Database implements AutoCloseable {
    /** The only role that the boards are made for. */
    public static final String ROLE = "grafana_ro";

    private static final int CONNECTIONS = 8;

    private final PGSimpleDataSource source;
    private final Duration timeout;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    /**
     * @param url JDBC URL without a password
     * @param timeout after which a query is cancelled
     */
    public Database(String url, String password, Duration timeout) {
        source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(ROLE);
        source.setPassword(password);
        source.setReadOnly(true);
        source.setApplicationName("exodus-viewer");
        source.setConnectTimeout(5);
        this.timeout = timeout;
    }

    /** What is done with a connection. */
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does it as soon as a connection is free.
     *
     * @throws SQLException if the database refuses it, or it takes too long
     */
    public <T> T run(Work<T> work) throws SQLException {
        free.acquireUninterruptibly();
        Connection connection = null;
        try {
            connection = connection();
            T result = work.with(connection);
            idle.push(connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            // It may be in any state.
            if (connection != null) {
                connection.close();
            }
            throw e;
        } finally {
            free.release();
        }
    }

    private Connection connection() throws SQLException {
        Connection there = idle.poll();
        if (there != null && there.isValid(1)) {
            return there;
        }
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET default_transaction_read_only = on");
            statement.execute("SET statement_timeout = " + timeout.toMillis());
        }
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
