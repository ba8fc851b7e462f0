package dev.exodus.bench.migration;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.cli.Subcommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin private JsonFile json;

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
        json.write(report);
        return report.met() ? 0 : 1;
    }
}
