package dev.exodus.bench.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.Subcommand;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus migration-check}. */
@Command(
        name = "migration-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure the migration method on simulated counts whose truth is known.",
            "Exit 0 if every goal is met, 1 if not, 2 for wrong usage."
        })
public final class MigrationCheckCommand implements Subcommand {
    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there.")
    private Path json;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "500",
            description = "Runs of each family (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2014",
            description = "Seed of the first run; the others follow (default ${DEFAULT-VALUE}).")
    private long seed;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new UsageException("--runs must be at least 1: " + runs);
        }
        MigrationReport report =
                MigrationReport.measure(
                        runs, seed, what -> spec.commandLine().getErr().println("exodus: " + what));
        report.print(spec.commandLine().getOut());
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
        }
        return report.met() ? 0 : 1;
    }
}
