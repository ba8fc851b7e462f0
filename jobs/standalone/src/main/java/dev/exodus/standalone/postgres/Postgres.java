package dev.exodus.standalone.postgres;

import dev.exodus.standalone.folder.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL in a folder, with random passwords in files that only the owner may read. */
public final class Postgres implements AutoCloseable {
    /** The role of StoreJob. */
    public static final String WRITER = "exodus_writer";

    /** The role that only reads. */
    public static final String READER = "grafana_ro";

    private static final String OWNER = "exodus_owner";
    private static final String ADMIN = "postgres";

    /** A crash costs the last transactions of a run that can be repeated. */
    private static final String FAST = "off";

    private static final String DURABLE = "on";
    private static final String PID_FILE = "postmaster.pid";

    private final Path data;
    private final int port;
    private final Passwords passwords;
    private final String synchronousCommit;
    private EmbeddedPostgres server;

    private Postgres(
            Path data,
            EmbeddedPostgres server,
            int port,
            Passwords passwords,
            String synchronousCommit) {
        this.data = data;
        this.server = server;
        this.port = port;
        this.passwords = passwords;
        this.synchronousCommit = synchronousCommit;
    }

    /**
     * Starts the server of a folder, made if it is not there, and migrates it. If it is running
     * already it is used, and left running.
     */
    public static Postgres start(Path folder) throws IOException, SQLException {
        return start(folder, FAST);
    }

    /** As {@link #start}; what it has acknowledged survives any crash. */
    public static Postgres startDurable(Path folder) throws IOException, SQLException {
        return start(folder, DURABLE);
    }

    private static Postgres start(Path folder, String synchronousCommit)
            throws IOException, SQLException {
        Passwords passwords = new Passwords(folder.resolve("passwords"));
        Path data = folder.resolve("data");
        OptionalInt running = runningPort(data);
        if (running.isPresent()) {
            Postgres there =
                    new Postgres(data, null, running.getAsInt(), passwords, synchronousCommit);
            if (there.answers()) {
                return there;
            }
        }
        EmbeddedPostgres server = launch(data, passwords, Ports.free(1)[0], synchronousCommit);
        Postgres postgres =
                new Postgres(data, server, server.getPort(), passwords, synchronousCommit);
        try {
            postgres.demandPasswords(data);
            Migrations.migrate(
                    postgres.dataSource(ADMIN),
                    new Migrations.RolePasswords(
                            passwords.of(OWNER), passwords.of(WRITER), passwords.of(READER)));
            return postgres;
        } catch (IOException | SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static EmbeddedPostgres launch(
            Path data, Passwords passwords, int port, String synchronousCommit) throws IOException {
        Files.createDirectories(data);
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setConnectConfig("password", passwords.of(ADMIN))
                .setServerConfig("synchronous_commit", synchronousCommit)
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("timezone", "UTC")
                .start();
    }

    /** SIGKILL: nothing is flushed. Returns when the server's process is gone. */
    public void kill() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve(PID_FILE)).get(0).strip());
        ProcessHandle.of(pid)
                .ifPresent(
                        process -> {
                            process.destroyForcibly();
                            process.onExit().join();
                        });
        // It gives up its lock on the folder; there is nothing left to stop.
        server.close();
        server = null;
    }

    /** Starts it again after {@link #kill}, at the same address and with its data. */
    public void startAgain() throws IOException {
        server = launch(data, passwords, port, synchronousCommit);
    }

    /** The port in {@code postmaster.pid}, which a server has while it runs. */
    private static OptionalInt runningPort(Path data) throws IOException {
        Path file = data.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        List<String> lines = Files.readAllLines(file);
        boolean alive =
                lines.size() > 3
                        && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                                .map(ProcessHandle::isAlive)
                                .orElse(false);
        return alive ? OptionalInt.of(Integer.parseInt(lines.get(3).strip())) : OptionalInt.empty();
    }

    private boolean answers() throws IOException {
        try (Connection connection = connect(ADMIN)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A new server trusts everyone on this machine; from here on nobody without a password. */
    private void demandPasswords(Path data) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        String strict = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n";
        if (Files.readString(rules).equals(strict)) {
            return;
        }
        try (Connection connection = connect(ADMIN);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + passwords.of(ADMIN) + "'");
            Files.writeString(rules, strict);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** JDBC URL, without a password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=exodus";
    }

    /** The file of a role's password. */
    public Path passwordFile(String role) throws IOException {
        return passwords.file(role);
    }

    /** A connection of a role. */
    public Connection connect(String role) throws IOException, SQLException {
        return DriverManager.getConnection(url(), role, passwords.of(role));
    }

    /**
     * As grafana_ro, for whoever reads all there is: without the limit of time that boards have.
     */
    public Connection checker() throws IOException, SQLException {
        Connection connection = connect(READER);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
        }
        return connection;
    }

    private PGSimpleDataSource dataSource(String role) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        source.setUser(role);
        source.setPassword(passwords.of(role));
        return source;
    }

    /** Stops the server if it was started here. */
    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
