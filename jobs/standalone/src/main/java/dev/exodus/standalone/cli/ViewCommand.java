package dev.exodus.standalone.cli;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.Viewer;
import dev.exodus.flink.options.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            defaultValue = "" + LocalBoards.PORT,
            description =
                    "Port on 127.0.0.1; any free one if it is 0 or taken (default:"
                            + " ${DEFAULT-VALUE}).")
    private int port;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (remote != null) {
            if (!remote.url.startsWith("jdbc:postgresql:") || remote.url.contains("password=")) {
                throw new UsageException(
                        "--jdbc-url must begin with jdbc:postgresql: and must not hold a password");
            }
            return serve(remote.url, Login.firstLine(remote.password));
        }
        try (LocalBoards boards = LocalBoards.start(RunFolder.of(folder), port)) {
            return stay(boards.address());
        }
    }

    private int serve(String url, String password) throws Exception {
        try (Database database = new Database(url, password, LocalBoards.TIMEOUT);
                Viewer viewer = Viewer.startNear(database, port)) {
            return stay(viewer.address());
        }
    }

    private int stay(String address) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("boards: %s (until Ctrl-C)%n", address);
        out.flush();
        Thread.currentThread().join();
        return 0;
    }
}
