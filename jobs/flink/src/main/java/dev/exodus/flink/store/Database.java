package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's connection to PostgreSQL: opened when needed, thrown away after any error. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final PostgresSettings settings;
    private final Map<FactType, Upsert> upserts = new EnumMap<>(FactType.class);
    private Connection connection;
    private Partitions partitions;
    private Dimensions dimensions;

    Database(PostgresSettings settings) {
        this.settings = settings;
        for (FactType type : FactType.values()) {
            if (type.inPostgres()) {
                upserts.put(type, new Upsert(type));
            }
        }
    }

    /**
     * Connects.
     *
     * @throws IOException if the database has a schema that this release does not know
     */
    void requireKnownVersion() throws SQLException, IOException {
        try {
            SchemaVersion.requireKnown(connection(), settings.url());
        } catch (SQLException | IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Writes rows in one transaction. May be repeated after an error.
     *
     * @return how many rows were new or not older than what was there
     */
    int write(Map<FactType, List<Object[]>> rows) throws SQLException, IOException {
        try {
            Connection open = connection();
            // On their own: to make one locks the whole table, which must not be while rows are
            // locked, else two writers could wait for each other.
            partitions.ensure(rows);
            open.setAutoCommit(false);
            dimensions.add(rows);
            int written = 0;
            for (Map.Entry<FactType, List<Object[]>> table : rows.entrySet()) {
                written += upserts.get(table.getKey()).execute(open, table.getValue());
            }
            open.commit();
            open.setAutoCommit(true);
            return written;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Connection connection() throws SQLException, IOException {
        if (connection == null) {
            connection = new Driver().connect(settings.url(), settings.connectionProperties());
            partitions = new Partitions(connection);
            dimensions = new Dimensions(connection);
        }
        return connection;
    }

    /** Ends the connection; the server rolls back what was not committed. */
    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("The connection was already broken", e);
            }
            connection = null;
        }
    }

    /** The position of a column, -1 if the table has none of that name. */
    static int position(FactType type, String column) {
        return type.columns().stream().map(Column::name).toList().indexOf(column);
    }
}
