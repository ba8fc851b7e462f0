package dev.exodus.dashboards.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the schema of this release, and nothing in it yet. */
public final class MigratedPostgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    private MigratedPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static MigratedPostgres start() throws IOException {
        MigratedPostgres postgres = new MigratedPostgres(EmbeddedPostgres.start());
        Flyway.configure()
                .dataSource(postgres.admin())
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
        return postgres;
    }

    /** For those who fill it. */
    public DataSource admin() {
        return server.getPostgresDatabase();
    }

    /** As grafana_ro, as the boards ask it. */
    public Database reader(Duration limit) {
        return new Database(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "reader", limit);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
