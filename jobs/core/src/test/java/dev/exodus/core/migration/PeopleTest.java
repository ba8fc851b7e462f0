package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final int SIZE = 1024;

    @Test
    void migratedAreThoseInBothWithTheirLiftOverChance() {
        // 1,000 affected, 500 arrived, 200 in both, of 10,000: chance alone would give 50.
        MigratedPeople people =
                MigratedPeople.of(range(0, 1000, 4096), range(800, 1300, 4096), 10_000, 1);

        assertThat(people.migrated()).isEqualTo(200);
        assertThat(people.lo95()).isEqualTo(200);
        assertThat(people.hi95()).isEqualTo(200);
        assertThat(people.lift()).isEqualTo(4);
    }

    @Test
    void boundsHoldTheTruthWhenTheSketchIsFull() {
        MigratedPeople people =
                MigratedPeople.of(range(0, 50_000, 4096), range(40_000, 60_000, 4096), 100_000, 1);

        assertThat(people.lo95()).isLessThan(10_000);
        assertThat(people.hi95()).isGreaterThan(10_000);
        assertThat(people.migrated())
                .isCloseTo(10_000, within(4 * 10_000 / Math.sqrt(people.retained())));
        assertThat(people.lift()).isCloseTo(1, within(0.15));
    }

    @Test
    void boundsHoldWhatSamplingAddsAndGroupsAddUpAsIfTheyWereOne() {
        // Each of the 200 seen stands for 10: a variance of 200 * 10 * 9.
        MigratedPeople people =
                MigratedPeople.of(range(0, 1000, 4096), range(800, 1300, 4096), 10_000, 10);
        double deviation = Math.sqrt(200 * 10 * 9);
        assertThat(people.migrated()).isEqualTo(2000);
        assertThat(people.seen()).isEqualTo(200);
        assertThat(people.lo95()).isCloseTo(2000 - 2 * deviation, within(deviation / 4));
        assertThat(people.hi95()).isCloseTo(2000 + 2 * deviation, within(deviation / 4));
        assertThat(people.lift()).isEqualTo(40);

        MigratedPeople both = people.plus(people).plus(MigratedPeople.NONE);
        MigratedPeople atOnce =
                MigratedPeople.of(range(0, 2000, 4096), range(1600, 2600, 4096), 20_000, 10);
        assertThat(both.migrated()).isEqualTo(4000);
        assertThat(both.lo95()).isCloseTo(atOnce.lo95(), within(1e-6));
        assertThat(both.hi95()).isCloseTo(atOnce.hi95(), within(1e-6));
        assertThat(both.lift()).isEqualTo(40);
    }

    @Test
    void nobodyExpectedGivesNoLift() {
        assertThat(MigratedPeople.of(range(0, 10, 16), range(0, 0, 16), 100, 1).lift()).isNaN();
    }

    @Test
    void theSizeOfASketchFollowsFromTheErrorThatIsWanted() {
        // 100,000 affected, 10,000 in both, 5 %: 100,000 / (10,000 * 0.0025) = 4,000.
        assertThat(MigratedPeople.sketchSize(100_000, 10_000, 0.05)).isEqualTo(4096);
        assertThat(MigratedPeople.sketchSize(10, 10, 1)).isEqualTo(16);
        assertThatThrownBy(() -> MigratedPeople.sketchSize(10, 0, 0.05))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cohortsTellWhoStayedCameBackAndUsesBoth() {
        Cohort cohort = new Cohort(range(0, 1000, 4096));
        People stayed = range(400, 2000, 4096);
        People atSource = range(0, 700, 4096);

        assertThat(cohort.active(stayed, 1).value()).isEqualTo(0.6);
        assertThat(cohort.returned(atSource, 1).value()).isEqualTo(0.7);
        assertThat(cohort.multihoming(stayed, atSource, 1).value()).isEqualTo(0.3);
        Cohort ordinary = new Cohort(range(5000, 5100, 4096));
        assertThat(cohort.activeRelativeTo(ordinary, stayed, range(5000, 5080, 4096)))
                .isCloseTo(0.75, within(1e-9));
        assertThat(new Cohort(range(0, 0, 16)).active(stayed, 1).value()).isNaN();
    }

    @Property(tries = 50)
    void equalSetsGiveEqualBytesInAnyOrderAndWithRepetition(
            @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        List<Long> ids = new ArrayList<>(new Random(seed).longs(5000).boxed().toList());
        People.Builder first = People.builder(SIZE);
        ids.forEach(first::add);
        ids.addAll(ids.subList(0, 700));
        Collections.shuffle(ids, new Random(seed + 1));
        People.Builder second = People.builder(SIZE);
        ids.forEach(second::add);

        assertThat(second.settled().toBytes()).isEqualTo(first.settled().toBytes());
    }

    @Property(tries = 50)
    void aUnionOfPartsIsTheWholeInAnySplit(
            @ForAll @LongRange(min = 0, max = 1L << 40) long seed,
            @ForAll @LongRange(min = 1, max = 9) long parts) {
        List<Long> ids = new Random(seed).longs(5000).boxed().toList();
        People.Builder whole = People.builder(SIZE);
        ids.forEach(whole::add);
        List<People> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            People.Builder one = People.builder(SIZE);
            for (int i = part; i < ids.size(); i += (int) parts) {
                one.add(ids.get(i));
            }
            split.add(People.of(one.settled().toBytes()));
        }
        Collections.reverse(split);

        assertThat(People.union(SIZE, split).toBytes()).isEqualTo(whole.settled().toBytes());
    }

    @Property(tries = 100)
    void smallSetsAreExact(
            @ForAll @Size(max = 300) Set<@LongRange(min = 0, max = 500) Long> a,
            @ForAll @Size(max = 300) Set<@LongRange(min = 0, max = 500) Long> b) {
        Set<Long> both = new HashSet<>(a);
        both.retainAll(b);
        assertThat(people(a).and(people(b)).count()).isEqualTo(both.size());
    }

    private static People people(Set<Long> ids) {
        People.Builder builder = People.builder(SIZE);
        ids.forEach(builder::add);
        return builder.settled();
    }

    private static People range(long from, long end, int size) {
        People.Builder builder = People.builder(size);
        for (long id = from; id < end; id++) {
            builder.add(id);
        }
        return builder.settled();
    }
}
