package dev.exodus.standalone.postgres;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema of this release. */
public final class Migrations {
    private static final String SCHEMA = "exodus";

    private Migrations() {}

    /**
     * The passwords that the three roles get.
     *
     * @param owner of {@code exodus_owner}
     * @param writer of {@code exodus_writer}
     * @param reader of {@code grafana_ro}
     */
    public record RolePasswords(String owner, String writer, String reader) {
        public RolePasswords {
            require("owner", owner);
            require("writer", writer);
            require("reader", reader);
        }

        private static void require(String role, String password) {
            if (password.isBlank() || password.contains("'")) {
                throw new IllegalArgumentException(
                        "the password of the " + role + " is empty or has a ' in it");
            }
        }

        @Override
        public String toString() {
            return "RolePasswords[hidden]";
        }
    }

    /**
     * Runs the migrations that are still missing.
     *
     * @param admin connects as one who may make roles
     * @return how many ran
     */
    public static int migrate(DataSource admin, RolePasswords passwords) {
        return Flyway.configure()
                .dataSource(admin)
                .locations("classpath:exodus/postgres")
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .placeholders(
                        Map.of(
                                "owner_password", passwords.owner(),
                                "writer_password", passwords.writer(),
                                "grafana_password", passwords.reader()))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
