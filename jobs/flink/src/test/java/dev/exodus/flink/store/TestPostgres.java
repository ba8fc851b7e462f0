package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the real migrations, on files and a port that outlive a restart. */
final class TestPostgres implements AutoCloseable {
    private static final String WRITER = "exodus_writer";
    private static final String PASSWORD = "writer-secret";

    private final Path folder;
    private EmbeddedPostgres server;
    private int port;

    TestPostgres(Path folder) throws IOException {
        this.folder = folder;
        start();
        demandPasswordOfWriter();
        Flyway.configure()
                .dataSource(url(), "postgres", "")
                .locations("classpath:exodus/postgres")
                .schemas("exodus")
                .defaultSchema("exodus")
                .placeholders(
                        Map.of(
                                "owner_password", "owner-secret",
                                "writer_password", PASSWORD,
                                "grafana_password", "grafana-secret"))
                .load()
                .migrate();
    }

    /** The embedded server trusts everyone; this role has to show its password. */
    private void demandPasswordOfWriter() throws IOException {
        Path rules = folder.resolve("data").resolve("pg_hba.conf");
        String trusting = Files.readString(rules);
        Files.writeString(rules, "host all " + WRITER + " all scram-sha-256\n" + trusting);
        stop();
        start();
    }

    /** Starts the server, on the same files and port as before. */
    void start() throws IOException {
        server =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("data"))
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        .start();
        port = server.getPort();
    }

    /** Stops the server; connections are cut. */
    void stop() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** The writer's settings: few rows per flush, so that there are many. */
    PostgresSettings settings(int flushRows, long flushMillis, long retryMillis)
            throws IOException {
        return settings(PASSWORD, flushRows, flushMillis, retryMillis);
    }

    PostgresSettings settings(String password, int flushRows, long flushMillis, long retryMillis)
            throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, password + "\n");
        return new PostgresSettings(
                url(), WRITER, file.toString(), flushRows, flushMillis, retryMillis);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the only row. */
    String single(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Every row of a table, in no order. */
    List<Fact> rows(FactType type) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM exodus." + type.table())) {
            while (rows.next()) {
                facts.add(fact(type, rows));
            }
        }
        return facts;
    }

    Connection owner() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    private static Fact fact(FactType type, ResultSet rows) throws SQLException {
        Object[] values = new Object[type.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.columns().get(i), rows);
        }
        return type.fact(values);
    }

    private static Object value(Column column, ResultSet rows) throws SQLException {
        String name = column.name();
        Object value =
                switch (column.type()) {
                    case TEXT -> rows.getString(name);
                    case BIGINT -> rows.getLong(name);
                    case INTEGER -> rows.getInt(name);
                    case DOUBLE -> rows.getDouble(name);
                    case BOOLEAN -> rows.getBoolean(name);
                    case TIMESTAMP -> rows.getObject(name, OffsetDateTime.class);
                    case DATE -> rows.getObject(name, LocalDate.class);
                };
        if (rows.wasNull()) {
            return null;
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }
}
