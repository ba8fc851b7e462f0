package dev.exodus.core.incidents;

import static dev.exodus.core.incidents.Episodes.CONNECTIONS;
import static dev.exodus.core.incidents.Episodes.REGISTRATIONS;
import static dev.exodus.core.incidents.Episodes.down;
import static dev.exodus.core.incidents.Episodes.episode;
import static dev.exodus.core.incidents.Episodes.minute;
import static dev.exodus.core.incidents.Episodes.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.OpeningTest;
import dev.exodus.schemas.facts.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentBuilderTest {
    private static final int LATENESS = 10;

    private final IncidentBuilder builder =
            new IncidentBuilder("whatsapp", IncidentSettings.defaults());
    private final IncidentState state = new IncidentState();

    private List<Incident> tick(
            long minute, List<SeriesEpisode> closed, List<SeriesEpisode> provisional) {
        Findings findings =
                new Findings(minute(minute), minute(minute - LATENESS), closed, provisional, false);
        return builder.update(state, findings).stream().map(IncidentVersion::incident).toList();
    }

    private static Instant at(long minute) {
        return Instant.ofEpochSecond(minute(minute));
    }

    @Test
    void aCountryAloneMustShowMoreThanChanceAmongManyDoes() {
        Series country = new Series(Signal.CONNECTIONS_OK, "UA", Series.ALL, 60);
        Episode chance =
                new Episode(
                        Direction.DOWN,
                        minute(30),
                        minute(32),
                        minute(41),
                        1,
                        4,
                        27,
                        6,
                        Set.of(OpeningTest.DEEP_DROP),
                        false);
        assertThat(tick(60, List.of(new SeriesEpisode(country, chance)), List.of())).isEmpty();
        assertThat(tick(400, List.of(), List.of())).isEmpty();
        assertThat(state.isEmpty()).isTrue();

        assertThat(tick(500, List.of(), List.of(down(country, 450, 460, .1)))).hasSize(1);
    }

    @Test
    void twoOutagesOfOneEveningAreOneIncidentWithTwoParts() {
        Incident first = tick(31, List.of(), List.of(open(CONNECTIONS, 30, .03))).get(0);
        tick(301, List.of(down(CONNECTIONS, 30, 290, .03)), List.of());
        SeriesEpisode second = open(CONNECTIONS, 340, .03);
        Incident again = tick(341, List.of(), List.of(second)).get(0);
        Incident over = tick(400, List.of(down(CONNECTIONS, 340, 385, .03)), List.of()).get(0);

        assertThat(first.endedAt()).isNull();
        assertThat(first.parts()).isEqualTo("[{\"start\":\"2014-02-22T18:30:00Z\",\"end\":null}]");
        assertThat(again.incidentId()).isEqualTo(first.incidentId());
        assertThat(over.incidentId()).isEqualTo(first.incidentId());
        assertThat(over.revision()).isEqualTo(4);
        assertThat(over.createdAt()).isEqualTo(first.createdAt()).isEqualTo(at(31));
        assertThat(over.kind()).isEqualTo("outage");
        assertThat(over.severity()).isEqualTo("critical");
        assertThat(over.parts())
                .isEqualTo(
                        "[{\"start\":\"2014-02-22T18:30:00Z\",\"end\":\"2014-02-22T22:50:00Z\"},"
                                + "{\"start\":\"2014-02-22T23:40:00Z\","
                                + "\"end\":\"2014-02-23T00:25:00Z\"}]");
        assertThat(over.lostEvents()).isCloseTo(.97 * 305_000, within(1e-6));
        assertThat(over.detectors()).isEqualTo("shock,silence");
        assertThat(over.pValue()).isCloseTo(1e-6, within(1e-18));
    }

    @Test
    void anEpisodeBeyondTheMergeGapIsAnIncidentOfItsOwn() {
        Incident first = tick(20, List.of(down(CONNECTIONS, 0, 10, 0)), List.of()).get(0);
        Incident at3h = tick(195, List.of(), List.of(down(CONNECTIONS, 190, 194, 0))).get(0);
        List<Incident> beyond = tick(196, List.of(), List.of(down(CONNECTIONS, 191, 194, 0)));

        assertThat(at3h.incidentId()).isEqualTo(first.incidentId());
        assertThat(beyond).hasSize(2);
        assertThat(beyond)
                .anySatisfy(
                        incident ->
                                assertThat(incident.incidentId()).isNotEqualTo(first.incidentId()));
    }

    /** Brazil is cut off for three days; on the last everything fails for a quarter of an hour. */
    @Test
    void aCountryThatWasDownForDaysIsNoPartOfWhatTheWholeServiceThenFeels() {
        Series country = new Series(Signal.CONNECTIONS_OK, "BR", Series.ALL, 60);
        Incident brazil = tick(20, List.of(), List.of(open(country, 10, 0))).get(0);
        SeriesEpisode down = open(country, 10, 0);
        SeriesEpisode all = down(CONNECTIONS, 4_000, 4_015, .1);

        Incident whole = tick(4_020, List.of(), List.of(down, all)).get(0);
        Incident over =
                tick(4_340, List.of(down(country, 10, 4_320, 0), all), List.of()).stream()
                        .filter(i -> i.incidentId().equals(brazil.incidentId()))
                        .findFirst()
                        .orElseThrow();

        assertThat(whole.startedAt()).isEqualTo(at(4_000));
        assertThat(whole.incidentId()).isNotEqualTo(brazil.incidentId());
        assertThat(over.startedAt()).isEqualTo(at(10));
        assertThat(over.endedAt()).isEqualTo(at(4_320));
    }

    /** A slow surge is seen in one country before the whole service begins to feel it. */
    @Test
    void nothingIsDetectedBeforeItBegan() {
        Series country = new Series(Signal.REGISTRATIONS, "IT", Series.ALL, 60);
        SeriesEpisode early = episode(country, Direction.UP, minute(5), Episode.OPEN, 4);
        SeriesEpisode whole = episode(REGISTRATIONS, Direction.UP, minute(20), Episode.OPEN, 4);

        Incident alone = tick(10, List.of(), List.of(early)).get(0);
        Incident surge = tick(22, List.of(), List.of(early, whole)).get(0);

        assertThat(alone.startedAt()).isEqualTo(at(5));
        assertThat(alone.detectedAt()).isEqualTo(at(6));
        assertThat(surge.incidentId()).isEqualTo(alone.incidentId());
        assertThat(surge.startedAt()).isEqualTo(at(20));
        assertThat(surge.detectedAt()).isEqualTo(at(21));
    }

    @Test
    void whenTwoBecomeOneTheOlderIdStays() {
        Incident older = tick(40, List.of(down(CONNECTIONS, 20, 30, 0)), List.of()).get(0);
        SeriesEpisode late = down(CONNECTIONS, 211, 213, 0);
        List<Incident> two = tick(213, List.of(), List.of(late));
        SeriesEpisode between = down(CONNECTIONS, 100, 110, 0);
        List<Incident> joined = tick(214, List.of(), List.of(late, between));

        Incident younger = two.get(0);
        assertThat(younger.incidentId()).isNotEqualTo(older.incidentId());
        assertThat(joined).hasSize(2);
        Incident retracted =
                joined.stream()
                        .filter(i -> i.incidentId().equals(younger.incidentId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(retracted.mergedInto()).isEqualTo(older.incidentId());
        assertThat(retracted.parts()).isEqualTo("[]");
        assertThat(retracted.lostEvents()).isZero();
        assertThat(retracted.revision()).isEqualTo(2);

        List<Incident> split = tick(215, List.of(), List.of(late));
        assertThat(split)
                .extracting(Incident::incidentId, Incident::mergedInto)
                .contains(tuple(younger.incidentId(), null));
    }

    @Test
    void lateDataExtendsShrinksAndRetracts() {
        tick(11, List.of(), List.of(down(CONNECTIONS, 5, 10, 0)));
        Incident longer = tick(12, List.of(), List.of(down(CONNECTIONS, 3, 11, 0))).get(0);
        Incident shorter = tick(13, List.of(), List.of(down(CONNECTIONS, 6, 9, 0))).get(0);
        Incident none = tick(14, List.of(), List.of()).get(0);
        Incident back = tick(15, List.of(), List.of(down(CONNECTIONS, 5, 10, 0))).get(0);

        assertThat(longer.startedAt()).isEqualTo(at(3));
        assertThat(longer.endedAt()).isEqualTo(at(11));
        assertThat(shorter.startedAt()).isEqualTo(at(6));
        assertThat(none.parts()).isEqualTo("[]");
        assertThat(none.mergedInto()).isNull();
        assertThat(back.incidentId()).isEqualTo(none.incidentId());
        assertThat(back.revision()).isEqualTo(5);
        assertThat(back.createdAt()).isEqualTo(at(11));
    }

    @Test
    void saysNothingWhenNothingChanged() {
        tick(11, List.of(), List.of(down(CONNECTIONS, 5, 10, 0)));

        assertThat(tick(12, List.of(), List.of(down(CONNECTIONS, 5, 10, 0)))).isEmpty();
    }

    @Test
    void isSettledAndForgottenWhenNothingCanJoinIt() {
        tick(20, List.of(down(CONNECTIONS, 0, 10, 0)), List.of());
        assertThat(tick(10 + 180 + LATENESS - 1, List.of(), List.of())).isEmpty();
        Incident settled = tick(10 + 180 + LATENESS, List.of(), List.of()).get(0);

        assertThat(settled.settled()).isTrue();
        assertThat(settled.revision()).isEqualTo(2);
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void aRetractedIncidentIsForgottenToo() {
        tick(5, List.of(), List.of(open(CONNECTIONS, 0, 0)));
        tick(6, List.of(), List.of());
        Incident settled = tick(6 + 180 + LATENESS, List.of(), List.of()).get(0);

        assertThat(settled.parts()).isEqualTo("[]");
        assertThat(settled.settled()).isTrue();
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void aSecondSeriesSharpensTheBoundsAndAddsNoEvents() {
        Series seconds = Series.whole(Signal.CONNECTIONS_OK, 1);
        SeriesEpisode fine = episode(seconds, Direction.DOWN, minute(0) + 20, minute(10) - 15, 0);

        Incident incident = tick(20, List.of(down(CONNECTIONS, 0, 10, 0), fine), List.of()).get(0);

        assertThat(incident.startedAt()).isEqualTo(at(0).plusSeconds(20));
        assertThat(incident.endedAt()).isEqualTo(at(10).minusSeconds(15));
        assertThat(incident.expected()).isEqualTo(10_000);
    }

    @Test
    void aCountryJoinsTheIncidentOfItsServiceAndAddsNoEvents() {
        Series brazil = new Series(Signal.CONNECTIONS_OK, "BR", Series.ALL, 60);

        Incident alone = tick(5, List.of(), List.of(open(brazil, 0, .1))).get(0);
        Incident whole =
                tick(6, List.of(), List.of(open(brazil, 0, .1), open(CONNECTIONS, 1, .6))).get(0);

        assertThat(whole.incidentId()).isEqualTo(alone.incidentId());
        assertThat(whole.startedAt()).isEqualTo(at(1));
        assertThat(whole.kind()).isEqualTo("degradation");
        assertThat(whole.expected()).isEqualTo(1_000);
    }

    @Test
    void surgeAndDropOfOneServiceAreTwoIncidents() {
        List<Incident> incidents =
                tick(
                        20,
                        List.of(
                                down(REGISTRATIONS, 0, 5, .4),
                                episode(REGISTRATIONS, Direction.UP, minute(6), minute(9), 4)),
                        List.of());

        assertThat(incidents)
                .extracting(Incident::kind)
                .containsExactlyInAnyOrder("registration_drop", "registration_surge");
        assertThat(incidents).extracting(Incident::lostEvents).contains(3_000.0, -9_000.0);
    }

    @Test
    void moreConnectionsOrTooFewEventsAreNoIncident() {
        SeriesEpisode more = episode(CONNECTIONS, Direction.UP, minute(0), minute(5), 3);
        SeriesEpisode few = episode(REGISTRATIONS, Direction.DOWN, minute(0), minute(0) + 1, 0);

        assertThat(tick(10, List.of(more, few), List.of())).isEmpty();
        assertThat(state.isEmpty()).isTrue();
    }

    /** A country of which two connections in a hundred are known, each for two hundred people. */
    @Test
    void eventsAreCountedAsTheyAreInTheFeedNotByThePeopleTheyStandFor() {
        Series country = new Series(Signal.CONNECTIONS_OK, "UA", Series.ALL, 60);

        assertThat(tick(60, List.of(silence(CONNECTIONS, 200, 19)), List.of())).isEmpty();
        assertThat(tick(61, List.of(silence(country, 200, 19.9)), List.of())).isEmpty();
        assertThat(tick(62, List.of(silence(country, 200, 20.1)), List.of())).hasSize(1);
        assertThat(tick(63, List.of(silence(CONNECTIONS, 200, 21)), List.of())).isNotEmpty();
    }

    private static SeriesEpisode silence(Series series, double weight, double events) {
        Episode episode =
                new Episode(
                        Direction.DOWN,
                        minute(30),
                        minute(32),
                        minute(41),
                        weight,
                        0,
                        weight * events,
                        6,
                        Set.of(OpeningTest.SILENCE),
                        false);
        return new SeriesEpisode(series, episode);
    }

    @Test
    void refusesWrongSettings() {
        assertThatThrownBy(() -> new IncidentSettings(-1, 0, 0, "1", 1))
                .hasMessage("incident settings: merge gap must not be negative, not -1.0");
    }
}
