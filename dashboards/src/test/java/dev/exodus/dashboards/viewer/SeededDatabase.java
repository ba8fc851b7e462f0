package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.sql.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the schema of this release and the evening of evening.sql. */
final class SeededDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Database reader;

    private SeededDatabase(EmbeddedPostgres server) {
        this.server = server;
        reader =
                new Database(
                        server.getJdbcUrl("postgres", "postgres"),
                        "reader",
                        Duration.ofSeconds(10));
    }

    static SeededDatabase start() throws IOException, SQLException {
        SeededDatabase database = new SeededDatabase(EmbeddedPostgres.start());
        Flyway.configure()
                .dataSource(database.server.getPostgresDatabase())
                .locations("classpath:exodus/postgres")
                .schemas("exodus")
                .defaultSchema("exodus")
                .placeholders(
                        Map.of(
                                "owner_password", "owner",
                                "writer_password", "writer",
                                "grafana_password", "reader"))
                .load()
                .migrate();
        try (Connection admin = database.server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement();
                InputStream in = SeededDatabase.class.getResourceAsStream("/evening.sql")) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    /** As grafana_ro. */
    Database reader() {
        return reader;
    }

    @Override
    public void close() throws IOException, SQLException {
        reader.close();
        server.close();
    }
}
