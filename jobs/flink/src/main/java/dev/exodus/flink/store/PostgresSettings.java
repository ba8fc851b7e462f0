package dev.exodus.flink.store;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Where PostgreSQL is and how it is written to.
 *
 * @param url JDBC URL, without a password
 * @param user the writer's role
 * @param passwordFile file on the task managers whose first line is the password; empty: the
 *     environment variable {@link #PASSWORD_VARIABLE}
 * @param flushRows rows that are written at the latest when so many wait, at least 1
 * @param flushMillis time after which waiting rows are written, at least 1
 * @param retryMillis how long a lost database is waited for before the job fails, 0 or more
 */
public record PostgresSettings(
        String url,
        String user,
        String passwordFile,
        int flushRows,
        long flushMillis,
        long retryMillis)
        implements Serializable {

    /** The environment variable of the password. */
    public static final String PASSWORD_VARIABLE = "EXODUS_POSTGRES_PASSWORD";

    /**
     * @throws IllegalArgumentException if a value is out of its range, or the URL has a password
     */
    public PostgresSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "postgres.url must begin with jdbc:postgresql:, was '" + url + "'");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "postgres.url must not hold a password: put it into a file and name that with"
                            + " postgres.password-file");
        }
        requireAtLeast(1, flushRows, "postgres.flush.rows");
        requireAtLeast(1, flushMillis, "postgres.flush.interval");
        requireAtLeast(0, retryMillis, "postgres.retry.budget");
    }

    private static void requireAtLeast(long least, long value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(
                    option + " must be at least " + least + ", was " + value);
        }
    }

    /** Where the password is looked for, for people. */
    String passwordPlace() {
        return passwordFile.isEmpty()
                ? "the environment variable " + PASSWORD_VARIABLE
                : "the file " + passwordFile;
    }

    /**
     * What the driver needs to connect. The password is read anew each time, so that it can be
     * changed while the job runs. Both timeouts are well below the time in which Flink expects a
     * cancelled task to end.
     *
     * @throws IOException if the password cannot be read
     */
    Properties connectionProperties() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password());
        properties.setProperty("ApplicationName", "exodus-store");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    private String password() throws IOException {
        if (!passwordFile.isEmpty()) {
            try {
                return Files.readString(Path.of(passwordFile)).lines().findFirst().orElse("");
            } catch (IOException e) {
                throw new IOException(
                        "cannot read the password of PostgreSQL: no readable file "
                                + passwordFile
                                + " (option postgres.password-file)",
                        e);
            }
        }
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null) {
            throw new IOException(
                    "no password for PostgreSQL: set postgres.password-file or the environment"
                            + " variable "
                            + PASSWORD_VARIABLE);
        }
        return password;
    }
}
