package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.MigratedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL with the schema of this release and the evening of evening.sql. */
final class SeededDatabase implements AutoCloseable {
    private final MigratedPostgres postgres;
    private final Database reader;

    private SeededDatabase(MigratedPostgres postgres) {
        this.postgres = postgres;
        reader = postgres.reader(Duration.ofSeconds(10));
    }

    static SeededDatabase start() throws IOException, SQLException {
        SeededDatabase database = new SeededDatabase(MigratedPostgres.start());
        try (InputStream in = SeededDatabase.class.getResourceAsStream("/evening.sql")) {
            database.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    /** As the owner of everything. */
    void run(String sql) throws SQLException {
        try (Connection admin = postgres.admin().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As grafana_ro. */
    Database reader() {
        return reader;
    }

    @Override
    public void close() throws IOException, SQLException {
        reader.close();
        postgres.close();
    }
}
