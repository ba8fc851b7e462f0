package dev.exodus.bench;

import dev.exodus.bench.latency.LatencyCommand;
import dev.exodus.bench.latency.OutagesCommand;
import dev.exodus.bench.rates.RatesCommand;
import dev.exodus.bench.upserts.UpsertsCommand;
import dev.exodus.standalone.cli.Subcommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./exodus bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "How fast it is, measured against others.",
        subcommands = {
            RatesCommand.class,
            LatencyCommand.class,
            OutagesCommand.class,
            UpsertsCommand.class
        })
public final class BenchCommand implements Subcommand {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
