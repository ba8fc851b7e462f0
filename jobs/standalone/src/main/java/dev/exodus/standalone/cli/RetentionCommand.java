package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.lake.LakeRetention;
import dev.exodus.standalone.postgres.PostgresRetention;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Drop partitions of PostgreSQL and delete days of the lake that are older than"
                        + " what is to be kept, counted back from the newest day that is stored.")
final class RetentionCommand implements Callable<Integer> {
    @Option(names = "--keep", required = true, description = "How many days, e.g. 90d.")
    private String keep;

    @Option(names = "--lake", description = "The lake's folder.")
    private Path lake;

    @Option(names = "--url", description = "JDBC URL of the database, without a password.")
    private String url;

    @Option(
            names = "--user",
            defaultValue = "exodus_owner",
            description = "The role that owns the tables (default: ${DEFAULT-VALUE}).")
    private String user;

    @Option(names = "--password-file", description = "File whose first line is its password.")
    private Path password;

    @Option(names = "--dry-run", description = "Only say what would be dropped.")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        long days = days();
        if (lake == null && url == null) {
            throw new UsageException("give --lake, or --url, or both");
        }
        if (lake != null) {
            LakeFolder.require(lake);
        }
        LakeRetention files = lake == null ? null : new LakeRetention(lake);
        try (Connection connection = url == null ? null : connect()) {
            PostgresRetention rows = connection == null ? null : new PostgresRetention(connection);
            LocalDate newest =
                    Stream.of(
                                    files == null ? Optional.<LocalDate>empty() : files.newestDay(),
                                    rows == null ? Optional.<LocalDate>empty() : rows.newestDay())
                            .flatMap(Optional::stream)
                            .min(LocalDate::compareTo)
                            .orElseThrow(() -> new UsageException("nothing is stored there yet"));
            LocalDate firstKept = newest.minusDays(days - 1);
            List<String> partitions = rows == null ? List.of() : rows.before(firstKept);
            List<Path> folders = files == null ? List.of() : files.before(firstKept);
            for (String partition : partitions) {
                say("PostgreSQL  " + partition);
                if (!dryRun) {
                    rows.drop(partition);
                }
            }
            for (Path folder : folders) {
                say("lake        " + lake.relativize(folder));
                if (!dryRun) {
                    files.delete(folder);
                }
            }
            say(
                    "%s: %d partitions and %d folders, all before %s"
                            .formatted(
                                    dryRun ? "would go" : "gone",
                                    partitions.size(),
                                    folders.size(),
                                    firstKept));
        }
        return 0;
    }

    private long days() {
        if (!keep.matches("[1-9][0-9]{0,4}d")) {
            throw new UsageException(
                    "--keep cannot be '" + keep + "': give a number of days, such as 90d");
        }
        return Long.parseLong(keep.substring(0, keep.length() - 1));
    }

    private Connection connect() throws SQLException {
        if (password == null) {
            throw new UsageException("--url needs --password-file");
        }
        return Login.source("--url", url, user, password).getConnection();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
