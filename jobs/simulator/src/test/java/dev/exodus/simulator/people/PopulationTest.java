package dev.exodus.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.PeopleKey;
import dev.exodus.simulator.answer.PeopleKey.Deed;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ten days in which one service is down for three hours and people go to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PopulationTest {
    private static final String STORY =
            """
            id: two
            title: here is down and people go there
            start: 2014-02-01T00:00:00Z
            end: 2014-02-10T12:00:00Z
            evening_from: 2014-02-01T12:00:00Z
            evening_to: 2014-02-02T00:00:00Z
            countries:
              - {code: DE, calling: "49", utc_offset: 1, region: Europe, weight: 3}
              - {code: BR, calling: "55", utc_offset: -3, region: Latin America, weight: 1}
            services:
              - name: here
                signups_per_day: 100000
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 1000}]
                signups_per_second: 0
                connections_per_second: 40
                connection_weight: 4
              - name: there
                signups_per_day: 60000
                attraction:
                  - at: 2014-02-01T18:20:00Z
                    until: 2014-02-01T21:00:00Z
                    per_day: 2400000
                    rise_minutes: 20
                    fade_hours: 1
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 1000}]
                signups_per_second: 0
                connections_per_second: 40
                connection_weight: 2
            outages:
              - service: here
                kind: outage
                parts: [{start: 2014-02-01T18:00:00Z, end: 2014-02-01T21:00:00Z}]
                share: .97
                signups: .95
                retries: 1.5
            people:
              also_use: .4
              returning: .9
              base: {day1: .8, day7: .7}
              outage: {day1: .6, day7: .3}
            """;

    private static final double SCALE = .01;
    private static final Instant DOWN = Instant.parse("2014-02-01T18:00:00Z");
    private static final Instant UP = Instant.parse("2014-02-01T21:00:00Z");

    private Summary summary;
    private PeopleKey key;

    @BeforeAll
    void play(@TempDir Path folder) throws IOException {
        Scenario scenario =
                Scenario.load(Files.writeString(folder.resolve("scenario.yaml"), STORY));
        SimulationOptions options =
                new SimulationOptions(scenario.start(), scenario.end(), SCALE, 3, 4, 0);
        summary =
                new Simulation(scenario, options)
                        .run((feed, partition, time, buffer, offset, length) -> {}, folder);
        key = AnswerKey.open(folder).people();
    }

    private static Instant day(int day) {
        return UP.plus(Duration.ofDays(day));
    }

    @Test
    void whoIsDrawnByAnOutageComesFromTheFailingServiceAndFailedThereFirst() {
        Instant soon = UP.plus(Duration.ofHours(6));
        long[] came = key.who("there", Deed.REGISTERED, DOWN, soon);
        long[] moved = PeopleKey.both(key.who("here", Deed.FAILED, DOWN, UP), came);
        double drawn = summary.drawn().get("there").values().stream().mapToLong(n -> n).sum() / 4.0;
        double byThemselves = 60_000 * SCALE / 86_400 * Duration.between(DOWN, soon).toSeconds();
        double expected = drawn + .4 / 4 * byThemselves;
        // Almost everybody in the sample fails within three hours.
        assertThat((double) moved.length)
                .isCloseTo(expected, within(4 * Math.sqrt(expected) + .02 * expected));
        int first = 0;
        for (Instant at = DOWN; at.isBefore(soon); at = at.plusMillis(PeopleKey.CELL_MS)) {
            Instant end = at.plusMillis(PeopleKey.CELL_MS);
            long[] now = PeopleKey.both(moved, key.who("there", Deed.REGISTERED, at, end));
            first += PeopleKey.both(now, key.who("here", Deed.FAILED, DOWN, end)).length;
        }
        assertThat((double) first).isGreaterThan(drawn - 4 * Math.sqrt(drawn));
    }

    @Test
    void whoHasRegisteredConnectsForAsLongAsTheScenarioSays() {
        long[] cohort = key.who("there", Deed.REGISTERED, DOWN.plusSeconds(3600), UP);
        // Only those in the sample connect; one in two.
        double sampled = cohort.length / 2.0;
        assertThat(active(cohort, "there", 1) / sampled).isCloseTo(.58, within(.08));
        assertThat(active(cohort, "there", 7) / sampled).isCloseTo(.3, within(.06));
    }

    @Test
    void mostUseBothAfterwards() {
        long[] cohort = key.who("there", Deed.REGISTERED, DOWN.plusSeconds(3600), UP);
        long[] moved = PeopleKey.both(cohort, key.who("here", Deed.FAILED, DOWN, UP));
        long[] back = PeopleKey.both(moved, key.who("here", Deed.CONNECTED, UP, day(7)));
        assertThat(moved).hasSizeGreaterThan(400);
        assertThat((double) back.length / moved.length).isCloseTo(.9, within(.05));
        // A person in the smaller sample is in the greater one.
        long[] both = PeopleKey.both(back, key.who("there", Deed.CONNECTED, UP, day(7)));
        assertThat((double) both.length / back.length).isCloseTo(.6, within(.08));
    }

    @Test
    void everySampleIsPartOfEveryLargerOne() {
        for (String service : summary.services()) {
            long ranks = Numbers.ranks(key.weight(service));
            EnumSet<Deed> connecting = EnumSet.of(Deed.CONNECTED, Deed.FAILED);
            long[] sample = key.who(service, connecting, Instant.EPOCH, day(100));
            assertThat(sample).hasSizeGreaterThan(1900);
            for (long person : sample) {
                long number = person & (1L << 30) - 1;
                assertThat(Numbers.rank(number - 100_000_000 << 1)).isLessThan(ranks);
            }
        }
    }

    @Test
    void aRankHasOneNumberAndANumberOneRank() {
        for (long rank : new long[] {0, 1, 17, 449_999_999, Numbers.COUNT - 1}) {
            long user = Numbers.user(rank);
            assertThat(user).isNotNegative();
            assertThat(Numbers.rank(user)).isEqualTo(rank);
            assertThat(Numbers.of(user)).isBetween(100_000_000L, 999_999_999L);
        }
    }

    private double active(long[] cohort, String service, int day) {
        return PeopleKey.both(cohort, key.who(service, Deed.CONNECTED, day(day - 1), day(day)))
                .length;
    }
}
