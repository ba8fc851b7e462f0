package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.AnswerKeyWriter;
import dev.exodus.simulator.feed.Draft;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of 94 in the sample who failed here and signed up there, 60 live in Germany, 24 in France and 10
 * in Brazil; one stands for four. Another 40 Germans failed and stayed, 100 had no trouble, and 60
 * who signed up there were never seen here. Afterwards 40 Germans and 20 French connect there, who
 * may be told of by country; all else is of Germans only, so it would follow from the total.
 */
class PeopleCheckTest {
    private static final String STORY =
            """
            id: two
            title: here is down and people go there
            start: 2014-02-01T00:00:00Z
            end: 2014-02-12T00:00:00Z
            evening_from: 2014-02-01T12:00:00Z
            evening_to: 2014-02-02T00:00:00Z
            countries:
              - {code: DE, calling: "49", utc_offset: 1, region: Europe, weight: 1}
              - {code: FR, calling: "33", utc_offset: 1, region: Europe, weight: 1}
              - {code: BR, calling: "55", utc_offset: -3, region: Latin America, weight: 1}
            services:
              - name: here
                signups_per_day: 1
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 1}]
                signups_per_second: 0
                connections_per_second: 1
                connection_weight: 4
              - name: there
                signups_per_day: 1
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 1}]
                signups_per_second: 0
                connections_per_second: 1
                connection_weight: 2
            """;

    private static final Instant DOWN = Instant.parse("2014-02-01T18:01:00Z");
    private static final Instant UP = Instant.parse("2014-02-01T20:58:30Z");

    /** The end on five full minutes. */
    private static final Instant END = Instant.parse("2014-02-01T21:00:00Z");

    private static final Instant DUE_7 = END.plus(Duration.ofDays(7).plusMinutes(10));
    private static final Instant DUE_28 = END.plus(Duration.ofDays(28).plusMinutes(10));

    private static final int HERE = 0;
    private static final int THERE = 1;
    private static final int DE = 0;
    private static final int FR = 1;
    private static final int BR = 2;

    @TempDir Path folder;
    private AnswerKey key;
    private AnswerKeyWriter writer;
    private List<StoredPeople> rows;
    private List<StoredPeople> affected;

    @BeforeEach
    void live() throws IOException {
        Scenario scenario =
                Scenario.load(Files.writeString(folder.resolve("scenario.yaml"), STORY));
        writer =
                new AnswerKeyWriter(
                        folder,
                        scenario,
                        new SimulationOptions(scenario.start(), scenario.end(), 1, 1, 1, 0));
        Instant failing = DOWN.plusSeconds(600);
        connect(failing, HERE, Connection.Outcome.TIMEOUT, DE, 0, 100);
        connect(failing, HERE, Connection.Outcome.RESET, FR, 0, 24);
        connect(failing, HERE, Connection.Outcome.REFUSED, BR, 0, 10);
        // A refused password says nothing of the service.
        connect(failing, HERE, Connection.Outcome.AUTH_FAILED, DE, 300, 400);
        connect(failing, HERE, Connection.Outcome.OK, DE, 100, 200);
        Instant coming = DOWN.plusSeconds(3600);
        register(coming, DE, 0, 60);
        register(coming, DE, 300, 360);
        register(coming, FR, 0, 24);
        register(coming, BR, 0, 10);
        connect(END.plusSeconds(3600), THERE, Connection.Outcome.OK, DE, 0, 40);
        connect(END.plusSeconds(3600), THERE, Connection.Outcome.OK, FR, 0, 20);
        connect(END.plusSeconds(7200), HERE, Connection.Outcome.OK, DE, 18, 46);
        connect(END.plus(Duration.ofDays(6)), THERE, Connection.Outcome.OK, DE, 0, 21);
        writer.finish(scenario.end());
        key = AnswerKey.open(folder);
        rows = new ArrayList<>();
        rows.add(
                row(
                        "*",
                        Map.of(
                                "migrated",
                                375.0,
                                "migrated_lo95",
                                310.0,
                                "migrated_hi95",
                                440.0,
                                "lift",
                                4.0,
                                "retained_day1",
                                120 / 154.0,
                                "retained_day7",
                                42 / 154.0,
                                "returned_day7",
                                112 / 154.0,
                                "multihoming_day7",
                                88 / 154.0),
                        false));
        rows.add(
                row(
                        "DE",
                        Map.of(
                                "migrated",
                                240.0,
                                "migrated_lo95",
                                190.0,
                                "migrated_hi95",
                                295.0,
                                "lift",
                                4.0,
                                "retained_day1",
                                80 / 120.0),
                        true));
        rows.add(row("FR", Map.of(), true));
        rows.add(row("BR", Map.of(), true));
        affected = new ArrayList<>();
        affected.add(affected("*", affected(535, 455, 620), false));
        affected.add(affected("DE", affected(400, 330, 475), false));
        affected.add(affected("FR", Map.of(), true));
        affected.add(affected("BR", Map.of(), true));
    }

    private static Map<String, Double> affected(double people, double lower, double upper) {
        return Map.of("people_affected", people, "people_lower", lower, "people_upper", upper);
    }

    private static StoredPeople affected(
            String country, Map<String, Double> figures, boolean withheld) {
        Instant settled = Instant.parse("2014-02-01T21:10:00Z");
        return new StoredPeople(
                "i", "here", null, country, DOWN, UP, settled, figures, null, withheld, false);
    }

    private static StoredPeople row(String country, Map<String, Double> figures, boolean withheld) {
        return new StoredPeople(
                "i", "here", "there", country, DOWN, UP, DUE_7, figures, DUE_28, withheld, false);
    }

    private void connect(
            Instant time, int service, Connection.Outcome outcome, int country, int from, int to)
            throws IOException {
        event(Feed.CONNECTION, time, service, outcome.ordinal(), country, from, to);
    }

    private void register(Instant time, int country, int from, int to) throws IOException {
        int step = Signup.Step.COMPLETED.ordinal();
        event(Feed.SIGNUP, time, THERE, step, country, from, to);
    }

    private void event(
            Feed feed, Instant time, int service, int counter, int country, int from, int to)
            throws IOException {
        for (int person = from; person < to; person++) {
            Draft draft = new Draft();
            draft.feed = feed;
            draft.kind = Draft.Kind.EVENT;
            draft.eventTime = time.toEpochMilli();
            draft.sendTime = draft.eventTime;
            draft.service = service;
            draft.country = country;
            draft.counter = counter;
            draft.weight = 1;
            draft.person = 49_100_000_000L + person;
            writer.take(draft);
        }
    }

    private List<String> differences() throws IOException {
        return report().differences();
    }

    private PeopleReport report() throws IOException {
        return PeopleCheck.judge(key.summary(), key.people(), rows, affected);
    }

    private void change(int row, String figure, Double value) {
        rows.set(row, rows.get(row).with(figure, value));
    }

    @Test
    void whatIsJoinedOneByOneIsWhatMustBeTold() throws IOException {
        PeopleReport report = report();

        assertThat(report.differences()).isEmpty();
        assertThat(report.rows()).isEqualTo(8);
        assertThat(report.affected())
                .containsExactly(new PeopleReport.Affected("here", DOWN, 535.0, 455.0, 620.0, 536));
        assertThat(report.flows())
                .singleElement()
                .satisfies(flow -> assertThat(flow.joined()).isEqualTo(376));
    }

    @ParameterizedTest
    @CsvSource({
        "0, migrated, 380",
        "1, migrated, 235",
        "1, lift, 4.01",
        "0, retained_day1, .78",
        "1, retained_day7, .35",
        "0, returned_day7, .72",
        "0, multihoming_day7, .58",
        "1, migrated_lo95, 230",
        "0, migrated_hi95, 370",
        "0, migrated, ",
        "1, retained_day1, ",
        "1, migrated_hi95, ",
        "0, retained_day28, .2",
        "2, migrated, 95",
        "2, lift, 4",
        "3, retained_day1, 0"
    })
    void aFigureThatIsOffFailsTheWholeCheck(int row, String figure, Double value)
            throws IOException {
        change(row, figure, value);

        PeopleReport report = report();

        assertThat(report.differences()).isNotEmpty();
        assertThat(report.differences().get(0)).startsWith("people from here to there, ");
        CheckReport whole =
                new CheckReport(
                        true, Map.of(), List.of(), 0, 0, 0, 0, 0, 0, List.of(), List.of(),
                        List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(whole.with(report).met()).isFalse();
    }

    @Test
    void whenMoreIsDueAndWhetherFiguresAreWithheldIsHeldToo() throws IOException {
        StoredPeople all = rows.get(0);
        rows.set(0, at(all, DUE_7, DUE_28.plusSeconds(60), false));
        assertThat(differences()).singleElement().asString().contains("due_at");
        rows.set(0, at(all, DUE_7, DUE_28, true));
        assertThat(differences()).singleElement().asString().contains("suppressed_cells");
    }

    @Test
    void aRowOfBeforeTellsOnlyWhatWasKnown() throws IOException {
        Instant before = DUE_7.minusSeconds(60);
        StoredPeople early = at(rows.get(0), before, DUE_7, false);
        rows.set(
                0,
                early.with("retained_day7", null)
                        .with("returned_day7", null)
                        .with("multihoming_day7", null));
        assertThat(differences()).isEmpty();
        rows.set(0, early);
        assertThat(differences()).hasSize(3).allMatch(text -> text.contains("before it is due"));
    }

    private static StoredPeople at(
            StoredPeople row, Instant through, Instant due, boolean withheld) {
        return new StoredPeople(
                row.incident(),
                row.source(),
                row.destination(),
                row.country(),
                row.start(),
                row.end(),
                through,
                row.figures(),
                due,
                withheld,
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "0, people_affected, 540",
        "1, people_affected, 395",
        "0, people_lower, 300",
        "1, people_upper, 405",
        "0, people_upper, ",
        "0, people_affected, ",
        "2, people_affected, 95",
        "3, people_affected, 40"
    })
    void whoWasAffectedIsHeldToo(int row, String figure, Double value) throws IOException {
        affected.set(row, affected.get(row).with(figure, value));

        assertThat(report().differences())
                .isNotEmpty()
                .allMatch(text -> text.startsWith("people affected at here since 2014-02-01T18"));
    }

    @Test
    void anOutageOfWhichNothingIsToldIsFoundAndSoIsACountry() throws IOException {
        affected.remove(3);
        assertThat(differences()).anyMatch(text -> text.contains("BR is missing"));
        affected.clear();
        affected.add(
                new StoredPeople(
                        "i", "here", null, null, DOWN, UP, null, Map.of(), null, false, false));
        assertThat(differences()).singleElement().asString().contains("people_affected is missing");
    }

    @Test
    void whatIsTakenBackInACountryThatNobodyWasSeenInIsPassedBy() throws IOException {
        affected.add(affected("AT", affected(0, 0, 0), false));
        assertThat(differences()).isEmpty();
    }
}
