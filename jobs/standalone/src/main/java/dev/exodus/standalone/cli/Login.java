package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** How a command gets at a database that somebody else runs: passwords only come from files. */
final class Login {
    private Login() {}

    /**
     * A database as a role sees it.
     *
     * @param option with which the URL was given
     */
    static PGSimpleDataSource source(String option, String url, String user, Path password) {
        requireUrl(option, url);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(firstLine(password));
        return source;
    }

    /**
     * @param option with which the URL was given
     */
    static void requireUrl(String option, String url) {
        if (!url.startsWith("jdbc:postgresql:") || url.contains("password=")) {
            throw new UsageException(
                    option + " must begin with jdbc:postgresql: and must not hold a password");
        }
    }

    /** The password in a file. */
    static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("cannot read the password file " + file);
        }
    }
}
