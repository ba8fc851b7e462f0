package dev.exodus.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.schemas.dimensions.Regions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.EventSink;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.answer.TruthMinute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioLibraryTest {
    private static final Path FOLDER = Path.of("src/main/resources/exodus/scenarios");
    private static final EventSink NOWHERE = (feed, partition, time, buffer, offset, length) -> {};

    @TempDir private Path folder;

    static List<String> ids() {
        return Scenario.shippedIds();
    }

    @Test
    void theIndexNamesEveryFile() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .containsExactlyInAnyOrderElementsOf(ids());
        }
        assertThat(ids()).hasSizeGreaterThanOrEqualTo(22).isSorted();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void opensWithItsQuestionAndPlays(String id) throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve(id + ".yaml")).get(0))
                .startsWith("# The question: ");
        Scenario scenario = Scenario.shipped(id);
        assertThat(scenario.id()).isEqualTo(id);
        assertThat(scenario.countries()).hasSizeGreaterThan(20);
        assertThat(scenario.sources().isEmpty())
                .as("only what is invented has no source")
                .isEqualTo(id.startsWith("control-"));
        assertKindsAreKnown(scenario);

        Summary key =
                play(scenario, scenario.eveningFrom(), scenario.eveningFrom().plusSeconds(600));

        assertThat(key.records()).isPositive();
        assertThat(key.incidents())
                .as("what is over or has not begun cannot be found")
                .allMatch(i -> i.parts().stream().allMatch(p -> p.get(0).isBefore(key.to())))
                .allMatch(i -> i.parts().stream().allMatch(p -> p.get(1).isAfter(key.from())));
    }

    @Test
    void theKeyNamesWhatFailsAndWhatFollows() throws IOException {
        Scenario scenario = Scenario.shipped("2014-02-22-whatsapp");
        Instant from = Instant.parse("2014-02-22T18:20:00Z");

        Summary key = play(scenario, from, from.plusSeconds(7_200));

        assertThat(key.incidents())
                .extracting(i -> i.service() + " " + i.kind())
                .containsExactlyInAnyOrder(
                        "whatsapp outage",
                        "whatsapp registration_drop",
                        "telegram degradation",
                        "telegram registration_surge",
                        "telegram sms_overload",
                        "line registration_surge");
        assertThat(key.incidents().get(0).parts())
                .as("the second part is played another time")
                .containsExactly(
                        List.of(
                                Instant.parse("2014-02-22T18:30:00Z"),
                                Instant.parse("2014-02-22T22:50:00Z")));
    }

    @Test
    void theKeySaysWhereThoseWhomAnOutageDrewCameFrom() throws IOException {
        Scenario scenario = Scenario.shipped("2014-02-22-whatsapp");
        Instant from = Instant.parse("2014-02-22T19:00:00Z");

        Summary key = play(scenario, from, from.plusSeconds(600));

        Map<String, Long> telegram = key.drawn().get("telegram");
        long all = telegram.values().stream().mapToLong(n -> n).sum();
        assertThat(all).isPositive().isLessThan(key.people().get("telegram").outage());
        assertThat(telegram.get("DE")).isGreaterThan(telegram.get("JP"));
        assertThat(key.drawn().get("whatsapp").values()).containsOnly(0L);
    }

    @Test
    void countriesLieInTheRegionsOfTheDimension() {
        for (String id : ids()) {
            assertThat(Scenario.shipped(id).countries())
                    .as(id)
                    .allMatch(country -> country.region().equals(Regions.of(country.code())));
        }
    }

    private static void assertKindsAreKnown(Scenario scenario) {
        Set<String> services =
                Set.copyOf(scenario.services().stream().map(Scenario.Service::name).toList());
        scenario.outages()
                .forEach(
                        outage -> {
                            assertThat(outage.kind()).isIn("outage", "degradation");
                            assertThat(services).contains(outage.service());
                            assertThat(outage.parts())
                                    .allMatch(part -> part.start().isBefore(part.end()));
                        });
        scenario.alsoFound()
                .forEach(
                        found -> {
                            assertThat(found.kind()).isEqualTo("registration_surge");
                            assertThat(services).contains(found.service());
                        });
    }

    /** Whoever explains a surge must be able to know of the news that moved people. */
    @ParameterizedTest
    @MethodSource("ids")
    void newsThatMovesPeopleIsMarked(String id) {
        Scenario scenario = Scenario.shipped(id);
        assertThat(scenario.marks())
                .filteredOn(mark -> mark.kind().equals("news"))
                .extracting(Scenario.Mark::from)
                .containsAll(
                        scenario.services().stream()
                                .flatMap(service -> service.news().stream())
                                .map(Scenario.News::at)
                                .toList());
        assertThat(scenario.marks())
                .allMatch(mark -> Set.of("news", "note", "cause").contains(mark.kind()))
                .as("what is from the press says so")
                .allMatch(mark -> (mark.source() == null) == id.startsWith("control-"));
    }

    @Test
    void theKeyNamesTheMarksAndMovesThemWithTheStory() throws IOException {
        Scenario scenario = Scenario.shipped("2014-02-22-whatsapp");
        Instant from = scenario.eveningFrom();
        SimulationOptions shifted =
                new SimulationOptions(from, from.plusSeconds(60), .05, 1, 4, 3_600_000);

        new Simulation(scenario, shifted).run(NOWHERE, folder);

        assertThat(AnswerKey.open(folder).summary().marks())
                .first()
                .isEqualTo(
                        new Scenario.Mark(
                                "news",
                                "whatsapp",
                                null,
                                Instant.parse("2014-02-19T22:00:00Z"),
                                null,
                                "Facebook buys WhatsApp for 19 billion dollars",
                                "press"));
    }

    @Test
    void anUnknownScenarioIsToldWhichThereAre() {
        assertThatThrownBy(() -> Scenario.shipped("2014-02-30"))
                .hasMessageStartingWith("there is no scenario '2014-02-30': name a YAML file or")
                .hasMessageContaining("2014-02-22-whatsapp");
    }

    @Test
    void aDyingCollectorLosesItsShareOfOneFeedOnly() throws IOException {
        Scenario scenario = Scenario.shipped("control-dying-collector");

        long before = counted(scenario, "2014-03-11T17:40:00Z", Feed.CONNECTION);
        long during = counted(scenario, "2014-03-11T18:10:00Z", Feed.CONNECTION);

        assertThat(during / (double) before).isBetween(.58, .76);
        assertThat(counted(scenario, "2014-03-11T18:10:00Z", Feed.SIGNUP))
                .isGreaterThan(counted(scenario, "2014-03-11T17:40:00Z", Feed.SIGNUP) * 8 / 10);
    }

    @Test
    void aStoppedFeedOfOneServiceLeavesTheOthers() throws IOException {
        Scenario scenario = Scenario.shipped("control-stopped-feed");
        Instant from = Instant.parse("2014-03-11T18:01:00Z");

        Summary key = play(scenario, from, from.plusSeconds(600));

        assertThat(key.totals().get("telegram").connections().get("ok")).isZero();
        assertThat(key.totals().get("whatsapp").connections().get("ok")).isPositive();
    }

    @Test
    void withoutHeartbeatsOnlyTheLastIsSent() throws IOException {
        Scenario scenario = Scenario.shipped("control-no-heartbeats");
        Instant from = scenario.eveningFrom();

        Summary key = play(scenario, from, from.plusSeconds(600));

        assertThat(key.feeds().get("sms").heartbeat()).isEqualTo(4);
    }

    @Test
    void anOutageInOneCountryIsFeltThereOnly() {
        Scenario scenario = Scenario.shipped("2015-12-17-brazil");
        Scenario.Outage block = scenario.outages().get(0);

        assertThat(scenario.countries())
                .filteredOn(block::touches)
                .extracting(Scenario.Country::code)
                .containsExactly("BR");
    }

    private long counted(Scenario scenario, String from, Feed feed) throws IOException {
        Instant start = Instant.parse(from);
        play(scenario, start, start.plusSeconds(900));
        long counted = 0;
        for (Iterator<TruthMinute> m = AnswerKey.open(folder).minutes(feed); m.hasNext(); ) {
            counted += m.next().ledger[TruthMinute.COUNTED];
        }
        return counted;
    }

    private Summary play(Scenario scenario, Instant from, Instant to) throws IOException {
        return new Simulation(scenario, new SimulationOptions(from, to, .05, 1, 4, 0))
                .run(NOWHERE, folder);
    }
}
