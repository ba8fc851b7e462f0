package dev.exodus.standalone.cli;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.Viewer;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        description =
                "Serve the boards on this machine: of the last run, or of any Exodus database.")
final class ViewCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** A database that runs already. */
    static final class Remote {
        @Option(
                names = "--jdbc-url",
                required = true,
                description = "JDBC URL without a password, e.g. jdbc:postgresql://host/exodus.")
        private String url;

        @Option(
                names = "--password-file",
                required = true,
                description = "File whose first line is the password of grafana_ro.")
        private Path password;
    }

    @ArgGroup(exclusive = false)
    private Remote remote;

    @Option(
            names = "--data-dir",
            description = "The folder of the run (default: that of the last one).")
    private Path folder;

    @Option(
            names = "--port",
            defaultValue = "3030",
            description = "Port on 127.0.0.1, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (remote != null) {
            if (!remote.url.startsWith("jdbc:postgresql:") || remote.url.contains("password=")) {
                throw new UsageException(
                        "--jdbc-url must begin with jdbc:postgresql: and must not hold a password");
            }
            return serve(remote.url, firstLine(remote.password));
        }
        DataFolder run = RunFolder.of(folder);
        try (Postgres postgres = Postgres.start(run.postgres())) {
            return serve(postgres.url(), firstLine(postgres.passwordFile(Postgres.READER)));
        }
    }

    private int serve(String url, String password) throws Exception {
        try (Database database = new Database(url, password, TIMEOUT);
                Viewer viewer = Viewer.start(database, port)) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("boards: %s (until Ctrl-C)%n", viewer.address());
            out.flush();
            Thread.currentThread().join();
            return 0;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("cannot read the password file " + file);
        }
    }
}
