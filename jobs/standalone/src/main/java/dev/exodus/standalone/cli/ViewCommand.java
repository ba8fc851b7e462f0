package dev.exodus.standalone.cli;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.Viewer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        description =
                "Serve the boards on this machine: of the last run, or of any Exodus database.")
final class ViewCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    private RemoteDatabase remote;

    @Mixin private RunFolder folder;

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
            return serve(remote.url(), remote.password());
        }
        try (LocalBoards boards = LocalBoards.start(folder.data(), port)) {
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
