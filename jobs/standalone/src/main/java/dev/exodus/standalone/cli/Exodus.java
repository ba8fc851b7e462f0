package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 met, 1 short or failed, 2 wrong usage. */
@Command(
        name = "exodus",
        mixinStandardHelpOptions = true,
        version = "exodus 0.1.0",
        description = "Outage and migration analytics on Apache Flink, on this machine.",
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            RigCommand.class,
            SimulateCommand.class,
            TopicsCommand.class,
            MigrateCommand.class,
            HeartbeatCommand.class,
            SqlCommand.class,
            ViewCommand.class,
            BoardsCommand.class,
            ReportCommand.class,
            LearnCommand.class,
            MarkCommand.class,
            StatusCommand.class,
            CompactCommand.class,
            RepairCommand.class,
            RetentionCommand.class
        })
public final class Exodus {
    private Exodus() {}

    public static void main(String[] args) throws IOException {
        if (System.getProperty("exodus.log") == null) {
            Path log = Runs.here().home().resolve("exodus.log");
            Files.createDirectories(log.getParent());
            System.setProperty("exodus.log", log.toString());
        }
        System.exit(commandLine().execute(args));
    }

    /** The command line with all its subcommands. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Exodus());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        line.setParameterExceptionHandler(Exodus::wrongUsage);
        line.setExecutionExceptionHandler(Exodus::failed);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr()
                .printf(
                        "exodus: %s (see ./%s --help)%n",
                        firstLine(e.getMessage()), line.getCommandSpec().qualifiedName());
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
        line.getErr().println("exodus: " + message(cause));
        if (e instanceof UsageException) {
            return CommandLine.ExitCode.USAGE;
        }
        LoggerFactory.getLogger(Exodus.class).error("The command failed", e);
        line.getErr().println("exodus: the details are in " + System.getProperty("exodus.log"));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : firstLine(e.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
