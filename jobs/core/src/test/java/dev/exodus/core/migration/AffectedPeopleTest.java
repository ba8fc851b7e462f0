package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentPeople;
import dev.exodus.schemas.facts.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Nothing is known of any service but the one that fails, unless a test says so. */
class AffectedPeopleTest {
    private static final long HOUR = 60;
    private static final long LATENESS = MigrationStory.LATENESS;

    /** The hour in which the outage ends, and what may come late. */
    private static final long SETTLES = MigrationStory.END + HOUR + LATENESS;

    private static Incident open(long revision) {
        return incident(Movers.FROM, null, false, revision);
    }

    private static Incident over(boolean settled, long revision) {
        return incident(Movers.FROM, Movers.TO, settled, revision);
    }

    private static Incident incident(long from, Long to, boolean settled, long revision) {
        return MigrationStory.incident(
                "a",
                "outage",
                MigrationStory.at(from),
                to == null ? null : MigrationStory.at(to),
                settled,
                revision);
    }

    private static Incident retracted(long revision) {
        Incident told = over(false, revision);
        return new Incident(
                told.incidentId(),
                told.service(),
                told.kind(),
                told.direction(),
                told.severity(),
                told.startedAt(),
                told.detectedAt(),
                told.startedAt(),
                0,
                0,
                1,
                told.pValue(),
                0,
                told.detectors(),
                "[]",
                "another",
                null,
                false,
                false,
                told.createdAt(),
                told.methodVersion(),
                told.generation(),
                revision);
    }

    private static MigrationStory story() {
        return new MigrationStory(true, List.of("*"));
    }

    private static MigrationStory with(List<Movers.Event> events) {
        MigrationStory story = story();
        PeopleBundle bundle = new PeopleBundle();
        events.forEach(event -> Movers.add(bundle, event));
        bundle.drain(story::take);
        return story;
    }

    private static Map<String, IncidentPeople> newest(List<Fact> facts) {
        Map<String, Fact> newest = MigrationStory.newest(facts);
        return newest.values().stream()
                .map(IncidentPeople.class::cast)
                .collect(
                        Collectors.toMap(
                                IncidentPeople::country, row -> row, (a, b) -> b, TreeMap::new));
    }

    /** * and those in which anybody was seen in the hours that a window touches. */
    private static List<String> countries(Movers movers, long start, long end) {
        long from = Math.floorDiv(start, HOUR) * HOUR;
        long to = -Math.floorDiv(-end, HOUR) * HOUR;
        return Movers.COUNTRIES.stream()
                .filter(
                        country ->
                                country.equals("*")
                                        || Stream.of(Activity.values())
                                                .anyMatch(
                                                        a ->
                                                                !movers.seen(
                                                                                "a", country, a,
                                                                                from, to)
                                                                        .isEmpty()))
                .toList();
    }

    private static List<String> countries(Movers movers) {
        return countries(movers, Movers.START5, Movers.END5);
    }

    @Test
    void itIsCountedWhoFailedWhileTheOutageLastedWhereNoOtherServiceIsKnown() {
        Movers movers = new Movers(new Random(7));
        MigrationStory story = with(movers.events);
        story.take(over(true, 4));
        story.peopleThrough(SETTLES + 500);

        Map<String, IncidentPeople> rows = newest(story.told);
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(countries(movers));
        IncidentPeople all = rows.get("*");
        long seen = movers.affected().get("*");
        double exact = Movers.WEIGHT_A * seen;
        double deviation = Math.sqrt(seen * 90.0);
        assertThat((double) all.peopleAffected()).isCloseTo(exact, within(2.5));
        assertThat((double) all.peopleLower()).isCloseTo(exact - 2 * deviation, within(deviation));
        assertThat((double) all.peopleUpper()).isCloseTo(exact + 2 * deviation, within(deviation));
        assertThat(all.service()).isEqualTo("a");
        assertThat(all.settled()).isTrue();
        assertThat(all.computedThrough()).isEqualTo(MigrationStory.at(SETTLES));
        assertThat(all.revision()).isEqualTo((4L << 32) + 60 * SETTLES);
        assertThat(newest(story.settled)).isEqualTo(rows);
    }

    @Test
    void itIsToldEveryFiveMinutesWhileTheOutageGoesOnOfAllCountriesAtOnce() {
        Movers movers = new Movers(new Random(8));
        MigrationStory story = with(movers.events);
        story.take(open(1));
        long from = Movers.START5;
        List<Long> told = new ArrayList<>();
        for (long minute = from; minute <= from + 20; minute++) {
            int before = story.told.size();
            story.peopleThrough(minute);
            if (story.told.size() > before) {
                told.add(minute - from);
                assertThat(story.told.size() - before)
                        .isEqualTo(countries(movers, from, minute).size());
            }
        }
        assertThat(told).containsExactly(5L, 10L, 15L, 20L);
        assertThat(story.settled).isEmpty();
        assertThat(newest(story.told).get("*").peopleAffected())
                .isEqualTo(10L * failed(movers, from, from + 20));
    }

    private static long failed(Movers movers, long from, long end) {
        return Movers.COUNTRIES.stream()
                .mapToLong(c -> movers.seen("a", c, Activity.FAILED, from, end).size())
                .sum();
    }

    @Test
    void anEndThatBecomesKnownLaterThanPeopleTakesBackWhoFailedAfterIt() {
        Movers movers = new Movers(new Random(9));
        MigrationStory story = with(movers.events);
        story.take(open(1));
        story.peopleThrough(SETTLES + 500);
        Long tooMany = newest(story.told).get("*").peopleAffected();
        story.take(over(false, 2));
        IncidentPeople corrected = newest(story.told).get("*");
        assertThat(corrected.peopleAffected())
                .isLessThan(tooMany)
                .isEqualTo(10 * movers.affected().get("*"));
        assertThat(corrected.settled()).isFalse();
        story.take(over(true, 3));
        assertThat(newest(story.told).get("*").settled()).isTrue();
        assertThat(newest(story.settled).get("*").peopleAffected())
                .isEqualTo(corrected.peopleAffected());
    }

    @Test
    void nothingIsSettledBeforeTheHourOfTheEndIsKnownOrTheIncidentIs() {
        MigrationStory story = with(new Movers(new Random(10)).events);
        story.take(over(true, 2));
        story.peopleThrough(SETTLES - 1);
        assertThat(newest(story.told).get("*").settled()).isFalse();
        story.peopleThrough(SETTLES);
        assertThat(newest(story.told).get("*").settled()).isTrue();
        int told = story.told.size();
        story.peopleThrough(SETTLES + 600);
        assertThat(story.told).hasSize(told);
    }

    @Test
    void figuresOfTooFewPeopleAreWithheldAndThoseByWhichTheyWouldFollowToo() {
        for (int seed = 0; seed < 8; seed++) {
            Movers movers = new Movers(new Random(seed));
            MigrationStory story = with(movers.events);
            story.take(over(true, 2));
            story.peopleThrough(SETTLES);
            Map<String, Long> affected = movers.affected();
            long total = affected.remove("*");
            affected.keySet().retainAll(countries(movers));
            Suppression expected = Suppression.of(affected, Suppression.K);
            newest(story.told)
                    .forEach(
                            (country, row) -> {
                                boolean withheld =
                                        country.equals("*")
                                                ? total < Suppression.K
                                                : expected.withheld().contains(country);
                                assertThat(row.suppressedCells()).isEqualTo(withheld);
                                assertThat(row.peopleAffected() == null).isEqualTo(withheld);
                                assertThat(row.peopleUpper() == null).isEqualTo(withheld);
                            });
        }
    }

    @Test
    void aRetractedIncidentTakesItBack() {
        Movers movers = new Movers(new Random(11));
        MigrationStory story = with(movers.events);
        story.take(over(false, 2));
        story.peopleThrough(SETTLES);
        assertThat(newest(story.told).get("*").peopleAffected()).isPositive();
        story.take(retracted(3));
        assertThat(newest(story.told).values())
                .hasSize(countries(movers).size())
                .allSatisfy(row -> assertThat(row.peopleAffected()).isZero());
        assertThat(story.state.toldPeople).isEmpty();
        story.take(over(false, 4));
        assertThat(newest(story.told).get("*").peopleAffected()).isPositive();
    }

    @Test
    void withoutSharedIdentitiesOrFromTheStartOnNothingIsTold() {
        Movers movers = new Movers(new Random(12));
        MigrationStory separate = new MigrationStory();
        separate.take(over(true, 2));
        separate.peopleThrough(SETTLES);
        assertThat(separate.told).isEmpty();

        movers.events.removeIf(event -> event.minute() < Movers.START5);
        MigrationStory late = with(movers.events);
        late.take(over(true, 2));
        late.peopleThrough(SETTLES);
        assertThat(late.told).isEmpty();
    }

    /** In whatever order people, their clock, ticks and incidents come. */
    @Property(tries = 25)
    void settledRowsAreThoseOfABatch(@ForAll long seed) {
        Random random = new Random(seed);
        Movers movers = new Movers(random);
        movers.events.removeIf(event -> event.minute() > SETTLES + 300);
        MigrationStory batch = with(movers.events);
        batch.take(over(true, 9));
        batch.peopleThrough(SETTLES + 900);

        List<Movers.Event> events = new ArrayList<>(movers.events);
        Collections.shuffle(events, random);
        events.sort(Comparator.comparingLong(e -> e.minute() + (e.person() * 31 % LATENESS)));
        List<Incident> versions =
                List.of(
                        open(1),
                        incident(Movers.FROM - 10, null, false, 3),
                        incident(Movers.FROM - 10, Movers.TO + 40, false, 4),
                        over(false, 7),
                        over(true, 9));
        long[] at = random.longs(5, Movers.START5 - 100, SETTLES + 800).sorted().toArray();
        MigrationStory stream = story();
        PeopleBundle bundle = new PeopleBundle();
        int next = 0;
        int version = 0;
        boolean ticks = random.nextBoolean();
        for (long minute = Movers.START5 - 200; minute < SETTLES + 900; minute++) {
            while (next < events.size() && events.get(next).minute() <= minute) {
                Movers.add(bundle, events.get(next++));
            }
            if (random.nextInt(4) == 0) {
                bundle.drain(stream::take);
                stream.peopleThrough(minute);
            }
            if (ticks && random.nextInt(4) == 0) {
                long behind = minute - random.nextInt(200);
                stream.take(new Tick("signup", "a", MigrationStory.at(behind), 1, 60 * behind));
            }
            while (version < at.length && at[version] <= minute) {
                stream.take(versions.get(version++));
            }
        }
        bundle.drain(stream::take);
        stream.peopleThrough(SETTLES + 900);
        stream.take(new Tick("signup", "a", MigrationStory.at(SETTLES + 900), 1, 1));

        assertThat(newest(stream.settled)).isEqualTo(newest(batch.settled)).isNotEmpty();
        assertThat(newest(stream.told)).isEqualTo(newest(batch.told));
    }

    @Test
    void aSketchThatIsFullSettlesToWhatABatchSays() {
        List<Movers.Event> events = new ArrayList<>();
        Random random = new Random(13);
        for (long person = 1; person <= 30_000; person++) {
            long minute = MigrationStory.END - 5 + random.nextInt(60);
            events.add(new Movers.Event("a", "DE", Activity.FAILED, person, minute, 3));
        }
        events.add(new Movers.Event("a", "DE", Activity.CONNECTED, 1, Movers.START5 - 100, 1));
        events.sort(Comparator.comparingLong(Movers.Event::minute));
        MigrationStory batch = with(events);
        batch.take(over(true, 2));
        batch.peopleThrough(SETTLES);

        MigrationStory stream = story();
        stream.take(over(true, 2));
        int next = 0;
        for (long minute = Movers.START5 - 100; minute <= SETTLES; minute++) {
            PeopleBundle bundle = new PeopleBundle();
            while (next < events.size() && events.get(next).minute() < minute) {
                Movers.add(bundle, events.get(next++));
            }
            bundle.drain(stream::take);
            stream.peopleThrough(minute);
        }
        IncidentPeople row = newest(batch.settled).get("*");
        assertThat(newest(stream.settled)).isEqualTo(newest(batch.settled));
        // A third of a sample of a sketch: about 10 of 60 minutes.
        double exact =
                3.0
                        * events.stream()
                                .filter(e -> e.minute() >= MigrationStory.END - 5)
                                .filter(e -> e.minute() < Movers.END5)
                                .count();
        assertThat((double) row.peopleLower()).isLessThan(exact);
        assertThat((double) row.peopleUpper()).isGreaterThan(exact);
    }

    @Test
    void aStateOfTheThirdLayoutIsReadAndToldOf() throws IOException {
        Movers movers = new Movers(new Random(14));
        MigrationStory before = with(movers.events);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        before.state.write(new DataOutputStream(bytes));
        // All that the fourth has more is the number of incidents that were told of.
        byte[] third = Arrays.copyOf(bytes.toByteArray(), bytes.size() - Integer.BYTES);
        ByteBuffer.wrap(third).putInt(3);

        MigrationState restored =
                MigrationState.read(new DataInputStream(new ByteArrayInputStream(third)));
        assertThat(restored.toldPeople).isEmpty();
        assertThat(restored.peopleSince).isEqualTo(before.state.peopleSince);
        before.migrations.take(restored, before.stores, over(true, 2), before);
        before.migrations.peopleThrough(restored, before.stores, SETTLES, before);
        assertThat(newest(before.settled)).hasSize(countries(movers).size());
    }
}
