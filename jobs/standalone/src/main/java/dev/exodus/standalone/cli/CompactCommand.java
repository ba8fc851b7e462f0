package dev.exodus.standalone.cli;

import dev.exodus.schemas.facts.FactType;
import dev.exodus.standalone.lake.Compaction;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = "Rewrite a settled day of every lake table into one file of newest facts.")
final class CompactCommand implements Callable<Integer> {
    @Mixin private SettledLake lake;

    @Option(names = "--date", required = true, description = "The day, e.g. 2014-02-22.")
    private LocalDate date;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Compaction compaction = new Compaction(lake.folder(), lake.abandonedAfter());
        for (FactType type : FactType.values()) {
            if (type.inLake()) {
                Compaction.Result result = compaction.compact(type, date);
                if (result.files() > 0) {
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%-26s %4d files -> 1, %d rows%n",
                                    type.table(), result.files(), result.rows());
                }
            }
        }
        return 0;
    }
}
