package dev.exodus.bench.upserts;

import dev.exodus.bench.Median;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.Runs;
import dev.exodus.standalone.folder.Scratch;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus bench upserts}. */
@Command(
        name = "upserts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replace rows in a PostgreSQL that commits to disk, through StoreJob's sink and with a"
                    + " statement per row, in turn. About two minutes.",
            "Exit 1 if the sink is not ten times as fast as a statement and a transaction per row."
        })
public final class UpsertsCommand implements Callable<Integer> {
    private static final double GOAL = 10;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Rows that the sink replaces in a round (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    /**
     * What was measured.
     *
     * @param rounds each of them
     * @param overCommittedAlone median ratio of the sink to a transaction per row
     * @param overInTransactions median ratio of the sink to a thousand rows in a transaction
     * @param met whether the first reaches the goal
     */
    record Result(
            List<Upserts.Round> rounds,
            double overCommittedAlone,
            double overInTransactions,
            boolean met) {

        static Result of(List<Upserts.Round> rounds) {
            double alone = median(rounds, r -> r.sink() / r.committedAlone());
            double together = median(rounds, r -> r.sink() / r.inTransactions());
            return new Result(rounds, alone, together, alone >= GOAL);
        }

        private static double median(
                List<Upserts.Round> rounds, ToDoubleFunction<Upserts.Round> of) {
            return Median.of(rounds.stream().mapToDouble(of).sorted().toArray());
        }
    }

    @Override
    public Integer call() throws Exception {
        if (rows < 1 || rounds < 1) {
            throw new UsageException("--rows and --rounds must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        DataFolder folder = Runs.here().create("bench-");
        folder.logHere();
        Result result;
        try (Postgres postgres = Postgres.startDurable(folder.postgres())) {
            out.println("rows/s   sink   a transaction per row   a thousand in a transaction");
            result = Result.of(new Upserts(postgres, rows).run(rounds, round -> print(round, out)));
        }
        out.printf(
                Locale.ROOT,
                "G9: sink / a transaction per row %.1f, goal >= %.0f: %s; sink / a thousand in a"
                        + " transaction %.1f%n",
                result.overCommittedAlone(),
                GOAL,
                result.met() ? "met" : "NOT MET",
                result.overInTransactions());
        out.flush();
        json.write(result);
        Scratch.delete(folder.root());
        return result.met() ? 0 : 1;
    }

    private static void print(Upserts.Round round, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,13.0f %,23.0f %,29.0f%n",
                round.sink(),
                round.committedAlone(),
                round.inTransactions());
        out.flush();
    }
}
