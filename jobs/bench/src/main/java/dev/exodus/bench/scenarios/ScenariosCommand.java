package dev.exodus.bench.scenarios;

import dev.exodus.flink.options.UsageException;
import dev.exodus.simulator.history.History;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus scenarios}. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "List the scenarios; with --check, run each as counts, after 31 days of history, through"
                    + " the outage detector.",
            "Exit 0 if every outage is found, once and dated within 60 s, and nothing else; 1 if"
                    + " not, 2 for wrong usage."
        })
public final class ScenariosCommand implements Subcommand {
    @Option(names = "--check", description = "Run and judge them.")
    private boolean check;

    @Option(names = "--scenario", paramLabel = "ID", description = "This one only; repeatable.")
    private List<String> ids;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the draws.")
    private long seed;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        json.requireCheck(check);
        PrintWriter out = spec.commandLine().getOut();
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            if (check) {
                ScenarioResult result = new ScenarioRun(scenario, History.LENGTH).run(seed);
                results.add(result);
                print(result, out);
            } else {
                out.printf("%-26s %s%n", scenario.id(), scenario.title());
            }
        }
        boolean met = results.stream().allMatch(ScenarioResult::met);
        if (check) {
            long good = results.stream().filter(ScenarioResult::met).count();
            out.printf("%d of %d scenarios as they should be%n", good, results.size());
        }
        json.write(Map.of("met", met, "scenarios", results));
        return met ? 0 : 1;
    }

    private List<Scenario> scenarios() {
        try {
            return (ids == null ? Scenario.shippedIds() : ids)
                    .stream().map(Scenario::shipped).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static void print(ScenarioResult result, PrintWriter out) {
        long found = result.expected().stream().filter(f -> f.incidents() > 0).count();
        out.printf(
                "%-4s %-26s true %d, found %d, missed %d, false %d (%d in the 31 days before),"
                        + " %,d rows in %.1f s%n",
                result.met() ? "ok" : "FAIL",
                result.scenario(),
                result.expected().size(),
                found,
                result.expected().size() - found,
                result.falseIncidents().size(),
                result.falseBefore(),
                result.rows(),
                result.seconds());
        for (Found f : result.expected()) {
            out.printf("       %s %s %s: %s%n", f.service(), f.kind(), f.start(), describe(f));
        }
        if (!result.patterns().isEmpty() || !result.truePatterns().isEmpty()) {
            out.printf(
                    "       recurring, by hour of the week: %s; truth %s%n",
                    result.patterns(),
                    result.truePatterns().equals(result.patterns())
                            ? "the same"
                            : result.truePatterns());
        }
        result.falseIncidents().forEach(f -> out.printf("       false: %s%n", f));
        out.flush();
    }

    private static String describe(Found f) {
        if (f.incidents() == 0) {
            return "missed";
        }
        return "%d incident(s), start off by %d s, end by %s, found after %d s"
                .formatted(
                        f.incidents(),
                        f.startError(),
                        f.endError() == null ? "- (goes on)" : f.endError() + " s",
                        f.delay());
    }
}
