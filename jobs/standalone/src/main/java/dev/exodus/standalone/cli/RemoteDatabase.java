package dev.exodus.standalone.cli;

import dev.exodus.standalone.postgres.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** A database that somebody else runs, to be read. */
final class RemoteDatabase {
    private static final String URL = "--jdbc-url";

    @Option(
            names = URL,
            required = true,
            description = "JDBC URL without a password, e.g. jdbc:postgresql://host/exodus.")
    private String url;

    @Option(
            names = "--password-file",
            required = true,
            description = "File whose first line is the password of grafana_ro.")
    private Path password;

    /**
     * @throws dev.exodus.flink.options.UsageException if it is something else, or holds a password
     */
    String url() {
        Login.requireUrl(URL, url);
        return url;
    }

    /** The password of the reader. */
    String password() {
        return Login.firstLine(password);
    }

    /** A connection of the reader. */
    Connection connect() throws SQLException {
        return Login.source(URL, url, Postgres.READER, password).getConnection();
    }
}
