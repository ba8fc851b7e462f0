package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentPeople;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.RegistrationMinute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MigrationsPeopleTest {
    private static final long DAY = 1440;
    private static final long LATENESS = MigrationStory.LATENESS;
    private static final long DUE = Movers.END5 + DAY + LATENESS;
    private static final long DUE_7 = Movers.END5 + 7 * DAY + LATENESS;
    private static final long DUE_28 = Movers.END5 + 28 * DAY + LATENESS;

    private static Incident over(boolean settled, long revision) {
        return MigrationStory.incident(
                "a",
                "outage",
                MigrationStory.at(Movers.FROM),
                MigrationStory.at(Movers.TO),
                settled,
                revision);
    }

    private static MigrationStory story() {
        return new MigrationStory(true, Movers.COUNTRIES).learnt();
    }

    private static List<RegistrationMinute> registrations(long minute) {
        List<RegistrationMinute> rows = new ArrayList<>();
        for (String country : Movers.COUNTRIES) {
            long came = MigrationStory.came(country, minute);
            rows.add(MigrationStory.minute(country, minute, came, 2));
        }
        return rows;
    }

    /** All at once, then told of it at a moment. */
    private static MigrationStory batch(Movers movers, long through) {
        MigrationStory story = story();
        PeopleBundle bundle = new PeopleBundle();
        movers.events.forEach(event -> Movers.add(bundle, event));
        bundle.drain(story::take);
        long to = Math.min(through, DUE + 5);
        for (long minute = MigrationStory.LEARNT_TO; minute < to; minute++) {
            registrations(minute).forEach(story::take);
        }
        story.take(over(true, 3));
        story.take(MigrationStory.tick(through));
        story.peopleThrough(through);
        return story;
    }

    private static Map<String, Migration> rows(MigrationStory story) {
        return MigrationStory.newest(story.told).values().stream()
                .filter(Migration.class::isInstance)
                .map(Migration.class::cast)
                .collect(Collectors.toMap(Migration::country, row -> row));
    }

    @Test
    void figuresAreThoseOfAnExactJoin() {
        Movers movers = new Movers(new Random(7));
        Map<String, Migration> rows = rows(batch(movers, DUE_28));
        assertThat(rows).hasSize(Movers.COUNTRIES.size());
        Migration all = rows.get("*");
        Map<String, Long> migrated = movers.migrated();

        double exact = Movers.WEIGHT_A * migrated.get("*");
        assertThat((double) all.migrated()).isCloseTo(exact, within(2.5));
        // Sampling alone: n people in the data stand for w n, with a variance of n w (w - 1).
        double deviation = Math.sqrt(migrated.get("*") * 90.0);
        assertThat((double) all.migratedLo95()).isCloseTo(exact - 2 * deviation, within(deviation));
        assertThat((double) all.migratedHi95()).isCloseTo(exact + 2 * deviation, within(deviation));
        assertThat(all.lift()).isPositive();
        double cohort = 0;
        for (String country : Movers.COUNTRIES) {
            cohort += movers.cohort(country).size();
        }
        assertThat(all.retainedDay1()).isEqualTo(4 * movers.retained(1).get("*") / cohort);
        assertThat(all.retainedDay7()).isEqualTo(4 * movers.retained(7).get("*") / cohort);
        assertThat(all.retainedDay28()).isEqualTo(4 * movers.retained(28).get("*") / cohort);
        assertThat(all.returnedDay7()).isEqualTo(10 * movers.returned().get("*") / cohort);
        assertThat(all.multihomingDay7()).isEqualTo(10 * movers.both().get("*") / cohort);
        assertThat(all.dueAt()).isNull();
        assertThat(all.settled()).isTrue();
        assertThat(all.computedThrough()).isEqualTo(MigrationStory.at(DUE_28));
    }

    @Test
    void whatIsNotDueSaysWhenItIs() {
        Movers movers = new Movers(new Random(8));
        Migration early = rows(batch(movers, DUE - 1)).get("*");
        assertThat(early.settled()).isFalse();
        assertThat(early.migrated()).isPositive();
        assertThat(early.retainedDay1()).isNull();
        assertThat(early.dueAt()).isEqualTo(MigrationStory.at(DUE));

        Migration settled = rows(batch(movers, DUE + 3)).get("*");
        assertThat(settled.settled()).isTrue();
        assertThat(settled.computedThrough()).isEqualTo(MigrationStory.at(DUE));
        assertThat(settled.retainedDay1()).isPositive();
        assertThat(settled.retainedDay7()).isNull();
        assertThat(settled.returnedDay7()).isNull();
        assertThat(settled.dueAt()).isEqualTo(MigrationStory.at(DUE_7));

        Migration week = rows(batch(movers, DUE_7 + 9)).get("*");
        assertThat(week.retainedDay1()).isEqualTo(settled.retainedDay1());
        assertThat(week.retainedDay7()).isPositive();
        assertThat(week.returnedDay7()).isPositive();
        assertThat(week.retainedDay28()).isNull();
        assertThat(week.dueAt()).isEqualTo(MigrationStory.at(DUE_28));
    }

    @Test
    void peopleOfServicesThatShareNoIdentitiesAreNotTold() {
        MigrationStory story = new MigrationStory().learnt();
        for (long minute = MigrationStory.LEARNT_TO; minute < DUE; minute++) {
            MigrationStory.minutes(minute).forEach(story::take);
        }
        story.take(over(true, 2));
        story.take(MigrationStory.tick(DUE));
        assertThat(rows(story)).isNotEmpty();
        assertThat(rows(story).values())
                .allSatisfy(row -> assertThat(row.migrated()).isNull())
                .allSatisfy(row -> assertThat(row.dueAt()).isNull())
                .allSatisfy(row -> assertThat(row.suppressedCells()).isFalse());
    }

    @Test
    void withoutPeopleFromTheStartOnNothingIsSaidOfThem() {
        Movers movers = new Movers(new Random(9));
        movers.events.removeIf(event -> event.minute() < Movers.START5);
        Migration row = rows(batch(movers, DUE)).get("*");
        assertThat(row.settled()).isTrue();
        assertThat(row.migrated()).isNull();
        assertThat(row.dueAt()).isNull();
    }

    /**
     * In whatever order facts and people come, on whatever bundles and clocks, the rows are in the
     * end those of a batch; and at no time does a withheld figure follow from those that are told.
     */
    @Property(tries = 5)
    void inTheEndTheRowsAreThoseOfABatch(@ForAll long seed) {
        Random random = new Random(seed);
        Movers movers = new Movers(random);
        List<Movers.Event> events = new ArrayList<>(movers.events);
        Collections.shuffle(events, random);
        // Late by less than what is allowed.
        events.sort(Comparator.comparingLong(e -> e.minute() + (e.person() * 31 % LATENESS)));

        MigrationStory stream = story();
        PeopleBundle bundle = new PeopleBundle();
        long factsLag = random.nextInt(300);
        long overAt = Movers.END5 + random.nextInt(60);
        long settledAt = Movers.END5 + random.nextInt((int) DAY);
        int next = 0;
        int checked = 0;
        long step;
        for (long minute = MigrationStory.LEARNT_TO; minute < DUE_28 + 400; minute += step) {
            step = minute < DUE + 400 ? 1 : 37;
            long end = minute + step;
            while (next < events.size() && events.get(next).minute() < end) {
                Movers.add(bundle, events.get(next++));
                if (random.nextInt(500) == 0) {
                    bundle.drain(stream::take);
                }
            }
            if (random.nextInt(3) == 0) {
                bundle.drain(stream::take);
                int before = stream.told.size();
                stream.peopleThrough(end);
                checked += nothingFollowsNow(stream, before) ? 1 : 0;
            }
            long fact = minute - factsLag;
            if (fact >= MigrationStory.LEARNT_TO && fact < DUE + 5) {
                registrations(fact).forEach(stream::take);
                if (fact == Movers.FROM + 7) {
                    stream.take(
                            MigrationStory.incident(
                                    "a", "outage", MigrationStory.at(Movers.FROM), null, false, 1));
                }
                if (fact == overAt) {
                    stream.take(over(false, 2));
                }
                if (fact == settledAt) {
                    stream.take(over(true, 3));
                }
            }
            if (fact > MigrationStory.LEARNT_TO && random.nextInt(4) == 0) {
                int before = stream.told.size();
                stream.take(MigrationStory.tick(fact + 1));
                checked += nothingFollowsNow(stream, before) ? 1 : 0;
            }
        }
        bundle.drain(stream::take);
        stream.take(MigrationStory.tick(DUE_28 + 400));
        stream.peopleThrough(DUE_28 + 400);

        assertThat(checked).isGreaterThan(20);

        MigrationStory batch = batch(movers, DUE_28 + 400);
        assertThat(MigrationStory.newest(stream.told)).isEqualTo(MigrationStory.newest(batch.told));
        Map<String, Fact> settled = MigrationStory.newest(stream.settled);
        assertThat(settled).isEqualTo(MigrationStory.newest(batch.settled)).isNotEmpty();
        assertThat(settled.values()).filteredOn(IncidentPeople.class::isInstance).isNotEmpty();
        nothingFollows(movers, rows(stream));
        Map<String, Migration> atDue =
                stream.settled.stream()
                        .filter(Migration.class::isInstance)
                        .map(Migration.class::cast)
                        .filter(row -> row.computedThrough().equals(MigrationStory.at(DUE)))
                        .collect(Collectors.toMap(Migration::country, row -> row, (a, b) -> b));
        assertThat(atDue).hasSize(Movers.COUNTRIES.size());
        nothingFollows(movers, atDue);
    }

    /**
     * Looks at provisional rows of all countries that were told at one moment, against who was
     * known by then.
     */
    private static boolean nothingFollowsNow(MigrationStory story, int before) {
        Map<String, Migration> rows =
                story.told.subList(before, story.told.size()).stream()
                        .filter(Migration.class::isInstance)
                        .map(Migration.class::cast)
                        .filter(row -> !row.settled())
                        .collect(Collectors.toMap(Migration::country, row -> row, (a, b) -> b));
        if (rows.size() < Movers.COUNTRIES.size()) {
            return false;
        }
        Incident outage = story.state.incidents.values().iterator().next();
        PeopleWindows windows = PeopleWindows.of(outage);
        long clock = rows.get("*").computedThrough().getEpochSecond() / 60;
        long now = PeopleWindows.floor(clock);
        Map<String, Long> counts = new TreeMap<>();
        PeopleStore store = story.stores.people();
        for (String country : Movers.COUNTRIES.subList(1, Movers.COUNTRIES.size())) {
            People failed = store.seen("a", country, windows.outage(now), Activity.FAILED);
            People came = store.seen("b", country, windows.main(now), Activity.REGISTERED);
            counts.put(country, (long) failed.and(came).count());
        }
        counts.put("*", counts.values().stream().mapToLong(Long::longValue).sum());
        nothingFollows(rows, Migration::migrated, counts);
        return true;
    }

    private static void nothingFollows(Movers movers, Map<String, Migration> rows) {
        nothingFollows(rows, Migration::migrated, movers.migrated());
        nothingFollows(rows, Migration::lift, movers.migrated());
        nothingFollows(rows, Migration::retainedDay1, movers.retained(1));
        if (rows.get("*").dueAt() == null) {
            nothingFollows(rows, Migration::retainedDay7, movers.retained(7));
            nothingFollows(rows, Migration::retainedDay28, movers.retained(28));
            nothingFollows(rows, Migration::returnedDay7, movers.returned());
            nothingFollows(rows, Migration::multihomingDay7, movers.both());
        }
    }

    /** With the exact counts that nobody is told. */
    private static void nothingFollows(
            Map<String, Migration> rows, Function<Migration, ?> figure, Map<String, Long> counts) {
        long sum = 0;
        int withheld = 0;
        for (Migration row : rows.values()) {
            long count = counts.get(row.country());
            if (figure.apply(row) == null) {
                assertThat(row.suppressedCells()).isTrue();
                sum += row.country().equals("*") ? 0 : count;
                withheld += row.country().equals("*") ? 0 : 1;
            } else {
                assertThat(count).isGreaterThanOrEqualTo(Suppression.K);
            }
        }
        if (figure.apply(rows.get("*")) != null && withheld > 0) {
            assertThat(withheld).isGreaterThanOrEqualTo(2);
            assertThat(sum).isGreaterThanOrEqualTo(Suppression.K);
        }
    }

    @Test
    void whatNobodyAsksForIsForgotten() {
        Movers movers = new Movers(new Random(10));
        MigrationStory story = batch(movers, DUE);
        int all = story.hours.size();
        for (long hour = 0; hour < 90; hour++) {
            story.take(MigrationStory.tick(DUE + hour * 60));
            story.peopleThrough(DUE + hour * 60);
        }
        assertThat(story.hours.size()).isLessThan(all);
        assertThat(story.rows).hasSize(Movers.COUNTRIES.size());
        for (long day = 0; day < 90; day++) {
            story.take(MigrationStory.tick(DUE + day * DAY));
            story.peopleThrough(DUE + day * DAY);
        }
        assertThat(story.hours).isEmpty();
        assertThat(story.rows).isEmpty();
        assertThat(story.state.toldPeople).isEmpty();
    }

    @Test
    void itsStateComesBackAsItWas() {
        MigrationStory story = batch(new Movers(new Random(11)), DUE);
        MigrationState copy = story.state.copy();
        assertThat(copy.peopleThrough).isEqualTo(DUE);
        assertThat(copy.peopleSince).isEqualTo(story.state.peopleSince);
        assertThat(copy.peopleKeptFrom).isEqualTo(story.state.peopleKeptFrom);
        assertThat(copy.peopleCountries).isEqualTo(story.state.peopleCountries).hasSize(2);
        assertThat(copy.told).isEqualTo(story.state.told);
        assertThat(copy.toldPeople).isEqualTo(story.state.toldPeople).hasSize(1);
    }
}
