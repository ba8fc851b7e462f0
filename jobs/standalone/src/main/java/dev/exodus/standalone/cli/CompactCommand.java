package dev.exodus.standalone.cli;

import dev.exodus.schemas.facts.FactType;
import dev.exodus.standalone.lake.Compaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = "Rewrite a settled day of every lake table into one file of newest facts.")
final class CompactCommand implements Callable<Integer> {
    @Option(names = "--lake", required = true, description = "The lake's folder.")
    private Path lake;

    @Option(names = "--date", required = true, description = "The day, e.g. 2014-02-22.")
    private LocalDate date;

    @Option(
            names = "--abandoned-after",
            defaultValue = "PT1H",
            description =
                    "For how long a job must have gone on with a table before a file that it began"
                            + " counts as left behind when it was killed (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration abandonedAfter;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LakeFolder.require(lake);
        Compaction compaction = new Compaction(lake, abandonedAfter);
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
