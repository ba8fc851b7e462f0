package dev.exodus.bench.migration;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How well the migration method does on runs whose truth is known.
 *
 * @param met whether every goal is met
 * @param seed of the first run
 * @param goals measures against goals, coverage first
 * @param families all measures by family
 * @param people sketches against an exact join
 * @param suppressed registrations lost for want of a code
 */
record MigrationReport(
        boolean met,
        long seed,
        List<Goal> goals,
        List<FamilyScore> families,
        PeopleScore people,
        SuppressedScore suppressed) {

    /** Measures. The same runs and seed give the same report, on any number of processors. */
    static MigrationReport measure(int runs, long seed, Consumer<String> progress) {
        List<FamilyScore> families = new ArrayList<>();
        for (Family family : Family.values()) {
            progress.accept(family.label);
            families.add(FamilyScore.of(family, runs, trials(family, runs, seed)));
        }
        progress.accept("people");
        PeopleScore people = PeopleScore.of(runs, seed);
        progress.accept("suppressed registrations");
        SuppressedScore suppressed = SuppressedScore.of(runs, seed);
        List<Goal> goals = Goal.of(families, people, suppressed);
        boolean met = goals.stream().allMatch(Goal::met);
        return new MigrationReport(met, seed, goals, families, people, suppressed);
    }

    private static List<Trial> trials(Family family, int runs, long seed) {
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(i -> trials(CountRun.draw(family, seed + i)))
                .flatMap(List::stream)
                .toList();
    }

    /** Of every country and, if there are several, of all together. */
    private static List<Trial> trials(CountRun run) {
        List<CountRun.Place> places = new ArrayList<>(run.places());
        if (places.size() > 1) {
            places.add(CountRun.Place.sum(run.places()));
        }
        return places.stream().map(place -> Trial.of(run, place)).toList();
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-25s %5s %5s %6s %7s %6s %7s %6s %6s %6s %5s %5s %7s %6s %6s %6s %5s%n",
                "family",
                "rows",
                "none",
                "unass.",
                "covered",
                "not 0",
                "Poisson",
                "quasi",
                "struct",
                "bias",
                "share",
                "lag",
                "covered",
                "+-",
                "width",
                "struct",
                "runs");
        for (FamilyScore score : families) {
            out.printf(
                    Locale.ROOT,
                    "%-25s %5d %5d %6d %7s %6s %7.3f %6.3f %6.3f %6s %5s %5s %7s %6s %6.3f %6.3f"
                            + " %5d%n",
                    score.family(),
                    score.rows(),
                    score.withoutInterval(),
                    score.unassigned(),
                    text(score.coverage(), "%.3f"),
                    text(score.falsePositives(), "%.3f"),
                    score.poisson(),
                    score.quasiPoisson(),
                    score.structural(),
                    text(score.bias(), "%+.3f"),
                    text(score.shareError(), "%.3f"),
                    text(score.lagError(), "%.2f"),
                    text(score.lagCoverage(), "%.3f"),
                    text(score.lagWidth(), "%.2f"),
                    score.width(),
                    score.structuralWidth(),
                    score.runs());
        }
        out.printf(
                Locale.ROOT,
                "%nmigrated people: lift %+.4f off; suppressed: bias %+.4f, interval covers %.3f,"
                        + " raw requests %+.2f%n%n",
                people.liftError(),
                suppressed.bias(),
                suppressed.coverage(),
                suppressed.rawRequestsBias());
        out.printf("%-50s %8s   %s%n", "measure", "value", "goal");
        goals.forEach(goal -> out.println(goal.line()));
        out.println(met ? "Every goal is met." : "Some goals are not met.");
        out.flush();
    }

    private static String text(Double value, String format) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
