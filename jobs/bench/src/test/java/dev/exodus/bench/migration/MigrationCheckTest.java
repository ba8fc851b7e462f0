package dev.exodus.bench.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.core.migration.LagInterval;
import dev.exodus.core.migration.PlaceboInterval;
import dev.exodus.standalone.cli.Exodus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MigrationCheckTest {
    private static final PeopleScore PEOPLE = new PeopleScore(9, 1, 0.95, 1, 0);
    private static final SuppressedScore SUPPRESSED = new SuppressedScore(9, 0.01, 0, 0.95, 1);

    @TempDir private Path folder;

    @Test
    void theSameSeedGivesTheSameReport() {
        MigrationReport first = MigrationReport.measure(2, 7, family -> {});

        assertThat(MigrationReport.measure(2, 7, family -> {})).isEqualTo(first);
        assertThat(MigrationReport.measure(2, 9, family -> {})).isNotEqualTo(first);
    }

    @Test
    void aRunAddsUpToWhatCameWithoutTheOutageAndThoseWhoMoved() {
        CountRun run = CountRun.draw(Family.STRONG, 3);
        CountRun.Place place = run.places().get(0);
        double moved = place.migrants().sum(run.outageStart(), place.migrants().end());

        assertThat(place.migrants().sum(place.migrants().from(), run.outageStart())).isZero();
        assertThat(moved / place.ordinary()).isBetween(0.45, 3.1);
        assertThat(place.observed().end()).isEqualTo(run.outageEnd() + 1440);
    }

    @Test
    void coverageAndBiasAreTakenFromTheIntervalsThatWereGiven() {
        PlaceboInterval interval = new PlaceboInterval(5, 15, 30);
        List<Trial> trials =
                List.of(
                        trial(10, 12, interval),
                        trial(20, 22, interval),
                        trial(10, 10, null),
                        trial(10, 6, interval));

        FamilyScore score = FamilyScore.of(Family.STRONG, 4, trials);

        assertThat(score.coverage()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(score.withoutInterval()).isEqualTo(1);
        assertThat(score.bias()).isZero();
        assertThat(score.lagError()).isNull();
        // True lags are 11 minutes; intervals begin at 9 and end at 10, 20 and 10.
        assertThat(score.lagCoverage()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(score.lagWidth()).isCloseTo(13 / 3.0, within(1e-9));
        // Truths are 10, 20, 10 and 10, the peer's interval is 0 to 15.
        assertThat(score.structural()).isEqualTo(0.75);
        assertThat(score.structuralWidth()).isCloseTo(0.15, within(1e-9));
        FamilyScore control = FamilyScore.of(Family.CONTROL, 4, trials);
        assertThat(control.falsePositives()).isEqualTo(1);
        assertThat(control.coverage()).isNull();
    }

    @Test
    void aMissedGoalIsNamed() {
        List<FamilyScore> tooNarrow = List.of(score("strong effect", 0.91, null));
        List<FamilyScore> tooEager = List.of(score("control: no migration", null, 0.06));

        assertThat(missed(tooNarrow)).containsExactly("coverage, strong effect");
        assertThat(missed(tooEager)).containsExactly("intervals without 0, control: no migration");
        assertThat(missed(List.of(score("strong effect", 0.95, null)))).isEmpty();
    }

    @Test
    void sketchesAgreeWithTheExactJoin() {
        PeopleScore score = PeopleScore.of(30, 1);

        assertThat(score.scaledError()).isBetween(0.3, 1.3);
        assertThat(score.coverage()).isGreaterThan(0.85);
        assertThat(score.retentionError()).isBetween(0.1, 2.0);
    }

    @Test
    void suppressedRegistrationsAreOverstatedByRawRequestsOnly() {
        SuppressedScore score = SuppressedScore.of(30, 1);

        assertThat(score.error()).isLessThan(0.05);
        assertThat(score.rawRequestsBias()).isGreaterThan(0.5);
    }

    @Test
    void theCommandPrintsWritesAndExitsByWhetherTheGoalsAreMet() throws IOException {
        Path json = folder.resolve("report.json");
        StringWriter out = new StringWriter();
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));

        int exit = line.execute("migration-check", "--runs", "1", "--json", json.toString());

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("families")).hasSize(Family.values().length);
        assertThat(report.get("goals").get(0).get("name").asText()).startsWith("coverage");
        assertThat(exit).isEqualTo(report.get("met").asBoolean() ? 0 : 1);
        assertThat(out.toString()).contains("coverage, strong effect");
        assertThat(line.execute("migration-check", "--runs", "0")).isEqualTo(2);
    }

    private static List<String> missed(List<FamilyScore> families) {
        return Goal.of(families, PEOPLE, SUPPRESSED).stream()
                .filter(goal -> !goal.met())
                .map(Goal::name)
                .toList();
    }

    private static FamilyScore score(String family, Double coverage, Double falsePositives) {
        Double known = coverage == null ? null : 0.01;
        return new FamilyScore(
                family,
                9,
                9,
                0,
                0,
                coverage,
                falsePositives,
                0,
                0,
                0,
                known,
                known,
                known,
                null,
                null,
                0.2,
                0.2);
    }

    private static Trial trial(double truth, double estimate, PlaceboInterval interval) {
        return new Trial(
                truth,
                estimate,
                100,
                interval,
                true,
                false,
                false,
                new StructuralEffect(0, 15),
                OptionalDouble.of(0.1),
                OptionalDouble.empty(),
                660,
                interval == null ? null : new LagInterval(540, Math.round(60 * truth)));
    }
}
