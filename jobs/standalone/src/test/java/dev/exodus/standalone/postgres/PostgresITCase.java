package dev.exodus.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresITCase {
    @TempDir private Path folder;

    @Test
    void keepsRowsOverARestartAndDemandsPasswords() throws Exception {
        try (Postgres postgres = Postgres.start(folder);
                Connection writer = postgres.connect(Postgres.WRITER);
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO exodus.service (service) VALUES ('kept')");
        }
        try (Postgres postgres = Postgres.start(folder)) {
            assertThat(service(postgres)).isEqualTo("kept");
            for (String role : new String[] {"postgres", Postgres.WRITER, Postgres.READER}) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), role, "wrong"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
        }
    }

    @Test
    void usesAServerThatIsRunningAndLeavesItRunning() throws Exception {
        try (Postgres first = Postgres.start(folder)) {
            try (Postgres second = Postgres.start(folder)) {
                assertThat(second.url()).isEqualTo(first.url());
            }
            assertThat(first.connect(Postgres.READER).isValid(5)).isTrue();
        }
    }

    @Test
    void onlyTheOwnerMayReadPasswordFiles() throws Exception {
        Path file = new Passwords(folder).file("someone");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(48);
    }

    private static String service(Postgres postgres) throws Exception {
        try (Connection reader = postgres.connect(Postgres.READER);
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT service FROM service")) {
            row.next();
            return row.getString(1);
        }
    }
}
