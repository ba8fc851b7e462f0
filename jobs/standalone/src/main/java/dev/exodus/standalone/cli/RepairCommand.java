package dev.exodus.standalone.cli;

import dev.exodus.standalone.lake.Repair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description =
                "Find facts that are in the lake more than once, after a job went on from an older"
                        + " checkpoint than its newest, and leave each once.")
final class RepairCommand implements Callable<Integer> {
    @Mixin private SettledLake lake;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = lake.folder();
        Repair repair = new Repair(folder, lake.abandonedAfter());
        List<Repair.Day> days = repair.find();
        for (Repair.Day day : days) {
            out.printf(
                    "%s: %d rows too many, %d of them with another content%n",
                    folder.relativize(day.folder()), day.surplus(), day.differing());
            if (!dryRun) {
                repair.repair(day);
            }
        }
        out.printf("%d days %s%n", days.size(), dryRun ? "to repair" : "repaired");
        return 0;
    }
}
