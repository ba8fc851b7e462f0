package dev.exodus.standalone.cli;

import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.standalone.migration.RegistrationsOfLake;
import dev.exodus.standalone.outages.Learning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Learn what is usual from the minutes in a lake, for the --warm-start of OutagesJob and"
                        + " MigrationJob, and say which incidents were in them.")
final class LearnCommand implements Callable<Integer> {
    @Option(names = "--history", required = true, description = "The lake's folder.")
    private Path lake;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Written new.")
    private Path out;

    @Option(
            names = "--registrations",
            paramLabel = "FILE",
            description = "Also written new: the registrations per minute, for MigrationJob.")
    private Path registrations;

    @Option(names = "--from", description = "First moment (default: that of the lake).")
    private Instant from;

    @Option(names = "--to", description = "Last moment (default: that of the lake).")
    private Instant to;

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "An option of OutagesJob, e.g. merge-gap=2h; give the job the same.")
    private Map<String, String> options = Map.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LakeFolder.require(lake);
        Configuration given = Configuration.fromMap(options);
        JobOptions.check(given, OutagesOptions.ALL, List.of());
        ServiceSettings settings = OutagesOptions.settings(given);
        ConcurrentSkipListMap<String, Incident> incidents = new ConcurrentSkipListMap<>();
        WarmStart learnt =
                new Learning(lake, settings)
                        .run(
                                from,
                                to,
                                fact -> {
                                    if (fact instanceof Incident incident) {
                                        incidents.put(key(incident), incident);
                                    }
                                });
        Learning.write(learnt, out);
        if (registrations != null) {
            RegistrationsOfLake.write(RegistrationsOfLake.read(lake, from, to), registrations);
        }
        print(learnt, incidents);
        return 0;
    }

    private static String key(Incident incident) {
        return incident.service() + incident.startedAt() + incident.incidentId();
    }

    private void print(WarmStart learnt, Map<String, Incident> incidents) {
        PrintWriter print = spec.commandLine().getOut();
        incidents
                .values()
                .forEach(
                        i ->
                                print.printf(
                                        Locale.ROOT,
                                        "%-12s %-18s %s to %s, %.2f of what is usual, %s %s (%s: %.0f of %.0f)%n",
                                        i.service(),
                                        i.kind(),
                                        i.startedAt(),
                                        i.endedAt(),
                                        i.ratio(),
                                        i.severity(),
                                        i.parts(),
                                        i.detectors(),
                                        i.observed(),
                                        i.expected()));
        print.printf("learnt of %s to %s: %s%n", learnt.services(), learnt.through(), out);
        print.flush();
    }
}
