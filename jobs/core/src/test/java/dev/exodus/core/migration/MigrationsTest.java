package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import dev.exodus.schemas.facts.RegistrationMinute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private final MigrationStory story = new MigrationStory().learnt();

    private void play(long from, long to) {
        for (long minute = from; minute < to; minute++) {
            MigrationStory.minutes(minute).forEach(story::take);
            story.take(MigrationStory.tick(minute + 1));
        }
    }

    @Test
    void firstTellsWithinAMinuteOfTheOutagesOpening() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 1);
        assertThat(story.told).isEmpty();
        story.take(MigrationStory.open(1));

        assertThat(story.row("*").computedThrough())
                .isEqualTo(MigrationStory.at(MigrationStory.START + 1));
        assertThat(story.row("DE")).isNotNull();
        assertThat(story.settled).isEmpty();
    }

    @Test
    void tellsEachMinuteOfAllCountriesAndEveryFiveOfOne() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 20);
        story.take(MigrationStory.open(1));
        story.told.clear();
        play(MigrationStory.START + 20, MigrationStory.START + 30);

        assertThat(story.told)
                .filteredOn(Migration.class::isInstance)
                .extracting(row -> ((Migration) row).country())
                .filteredOn("*"::equals)
                .hasSize(10);
        assertThat(story.told)
                .filteredOn(row -> row instanceof Migration m && m.country().equals("DE"))
                .hasSize(2);
    }

    @Test
    void theExcessIsWhatTheOutageBroughtAndItsIntervalHoldsIt() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 120);
        story.take(MigrationStory.over(false, 1));
        play(MigrationStory.START + 120, MigrationStory.SETTLES);

        Migration row = story.row("*");
        double truth = MigrationStory.truth(Long.MAX_VALUE);
        assertThat(row.settled()).isFalse();
        assertThat(row.placebos()).isGreaterThanOrEqualTo(Placebos.FEWEST);
        assertThat(truth).isBetween(row.excessLo95(), row.excessHi95());
        assertThat(row.observed() - row.baseline() - row.news())
                .isCloseTo(row.excess(), within(1e-6));
        assertThat(row.outageShare() + row.newsShare() + row.baseShare() + row.unassignedShare())
                .isCloseTo(1, within(1e-9));
        assertThat(row.retainedDay1()).isNull();
        assertThat(row.lagSeconds()).isNotNull();
        assertThat(row.lagLo95Seconds()).isNull();

        story.take(MigrationStory.over(true, 2));
        play(MigrationStory.SETTLES, MigrationStory.SETTLES + 1);
        assertThat(story.row("*").settled()).isTrue();
        assertThat(story.row("*").computedThrough())
                .isEqualTo(MigrationStory.at(MigrationStory.SETTLES));
    }

    /** Read from the beginning again, registrations may be known before incidents are. */
    @Test
    void theSettledRowOutlivesOneThatHadLookedBeyondItsWindow() {
        play(MigrationStory.LEARNT_TO, MigrationStory.SETTLES + 600);
        story.take(MigrationStory.open(1));
        story.take(MigrationStory.over(true, 2));

        assertThat(MigrationStory.newest(story.told).values())
                .filteredOn(Migration.class::isInstance)
                .isNotEmpty()
                .allMatch(row -> ((Migration) row).settled());
    }

    @Test
    void theSettledRowSaysHowSureItsLagIs() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 120);
        story.take(MigrationStory.over(true, 1));
        play(MigrationStory.SETTLES, MigrationStory.SETTLES + 1);

        Migration row = story.row("*");
        assertThat(row.settled()).isTrue();
        // Twice as many for 150 minutes, of which the outage lasts 90: any lag to 60 is as good.
        assertThat(row.lagLo95Seconds()).isBetween(0L, row.lagSeconds());
        assertThat(row.lagHi95Seconds()).isBetween(row.lagSeconds(), 2L * 3600);
    }

    @Test
    void theCurveAddsUpToTheRow() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        story.take(MigrationStory.open(1));

        Map<String, Fact> newest = MigrationStory.newest(story.told);
        double sum =
                newest.values().stream()
                        .filter(MigrationMinute.class::isInstance)
                        .map(MigrationMinute.class::cast)
                        .filter(minute -> minute.country().equals("*"))
                        .mapToDouble(MigrationMinute::excess)
                        .sum();
        assertThat(sum).isCloseTo(story.row("*").excess(), within(1e-6));
    }

    @Test
    void aFailureElsewhereThatBeganBeforeLeavesTheRiseUnassigned() {
        story.take(
                MigrationStory.incident(
                        "c",
                        "degradation",
                        MigrationStory.at(MigrationStory.START - 60),
                        MigrationStory.at(MigrationStory.START + 10),
                        true,
                        1));
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        story.take(MigrationStory.open(1));

        Migration row = story.row("*");
        assertThat(row.incidentId()).isEqualTo("iaoutage");
        assertThat(row.unassignedShare()).isPositive();
        assertThat(row.outageShare()).isZero();
        assertThat(row.excessLo95()).isLessThanOrEqualTo(0);
    }

    @Test
    void newsThatLastsIntoTheWindowLeavesTheRiseUnassigned() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        story.take(MigrationStory.open(1));
        assertThat(story.row("*").outageShare()).isPositive();
        story.take(
                MigrationStory.news(
                        MigrationStory.at(MigrationStory.START - 100),
                        MigrationStory.at(MigrationStory.START + 100)));

        assertThat(story.row("*").outageShare()).isZero();
        assertThat(story.row("*").unassignedShare()).isPositive();
    }

    @Test
    void aSurgeIsNoOutage() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        story.take(
                MigrationStory.incident(
                        "a",
                        "registration_surge",
                        MigrationStory.at(MigrationStory.START),
                        null,
                        false,
                        1));
        assertThat(story.told).isEmpty();
    }

    private static Incident retracted(Incident open) {
        return new Incident(
                open.incidentId(),
                "a",
                "outage",
                "down",
                "minor",
                open.startedAt(),
                open.detectedAt(),
                open.startedAt(),
                0,
                0,
                1,
                1,
                0,
                "",
                "[]",
                null,
                null,
                false,
                true,
                open.createdAt(),
                "1",
                1,
                2);
    }

    /** A job that goes on with shared identities does not know anybody yet. */
    @Test
    void aRetractionIsNoOlderThanWhatItTakesBackThoughPeopleAreNotKnown() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        Incident open = MigrationStory.open(1);
        story.take(open);

        new Migrations(MigrationStory.settings(true))
                .take(story.state, story.stores, retracted(open), story);

        assertThat(MigrationStory.newest(story.told).values())
                .filteredOn(MigrationMinute.class::isInstance)
                .isNotEmpty()
                .allMatch(minute -> ((MigrationMinute) minute).excess() == 0);
    }

    @Test
    void whatIsLeftOfARetractedIncidentIsNothing() {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        Incident open = MigrationStory.open(1);
        story.take(open);
        story.take(retracted(open));

        assertThat(MigrationStory.newest(story.told).values())
                .isNotEmpty()
                .allMatch(
                        fact ->
                                fact instanceof Migration row
                                        ? row.excess() == 0 && row.settled()
                                        : ((MigrationMinute) fact).excess() == 0);
    }

    @Test
    void withoutEnoughHistoryNothingIsTold() {
        MigrationStory blank = new MigrationStory();
        for (long minute = MigrationStory.START - 600;
                minute < MigrationStory.START + 60;
                minute++) {
            MigrationStory.minutes(minute).forEach(blank::take);
            blank.take(MigrationStory.tick(minute + 1));
        }
        blank.take(MigrationStory.open(1));
        assertThat(blank.told).isEmpty();
    }

    @Test
    void daysOfLongAgoAreForgotten() {
        int learnt = story.kept.size();
        for (long day = 32; day < 80; day++) {
            MigrationStory.minutes(day * 1440).forEach(story::take);
            story.take(MigrationStory.tick(day * 1440 + 1));
        }
        assertThat(story.kept.size()).isLessThanOrEqualTo(learnt + 36);
        assertThat(story.kept.keySet()).noneMatch(key -> key.matches("b.*[A-Z*][0-9]"));
    }

    /**
     * Rows come too low and are corrected in any order within the allowed lateness, ticks at any
     * distance, incidents and marks when they like: in the end the rows are those of a batch.
     */
    @Property(tries = 6)
    void inTheEndTheRowsAreThoseOfABatch(@ForAll long seed) {
        MigrationStory batch = new MigrationStory().learnt();
        long to = MigrationStory.END + 3 * 1440 + MigrationStory.LATENESS + 1;
        List<Fact> known =
                List.of(
                        MigrationStory.news(
                                MigrationStory.at(MigrationStory.START - 3 * 1440), null),
                        MigrationStory.over(true, 3));
        for (long minute = MigrationStory.LEARNT_TO; minute < to; minute++) {
            MigrationStory.minutes(minute).forEach(batch::take);
        }
        known.forEach(batch::take);
        batch.take(MigrationStory.tick(to));

        MigrationStory stream = new MigrationStory().learnt();
        Random random = new Random(seed);
        long markAt = random.nextLong(MigrationStory.LEARNT_TO, MigrationStory.SETTLES);
        long openAt = random.nextLong(MigrationStory.START, MigrationStory.END);
        long overAt = random.nextLong(MigrationStory.END, MigrationStory.SETTLES);
        long settledAt = random.nextLong(overAt, to);
        List<RegistrationMinute> late = new ArrayList<>();
        for (long minute = MigrationStory.LEARNT_TO; minute < to; minute++) {
            for (RegistrationMinute row : MigrationStory.minutes(minute)) {
                if (random.nextInt(3) == 0) {
                    long fewer = random.nextInt(50);
                    stream.take(MigrationStory.minute(row.country(), minute, fewer, 1));
                    late.add(row);
                } else {
                    stream.take(row);
                }
            }
            Collections.shuffle(late, random);
            long settling = 60 * (minute + 1 - MigrationStory.LATENESS);
            boolean last = minute + 1 == to;
            late.removeIf(
                    row -> {
                        boolean now =
                                last
                                        || row.time().getEpochSecond() <= settling
                                        || random.nextInt(5) == 0;
                        if (now) {
                            stream.take(row);
                        }
                        return now;
                    });
            if (minute == markAt) {
                stream.take(known.get(0));
            }
            if (minute == openAt) {
                stream.take(MigrationStory.open(1));
            }
            if (minute == overAt) {
                stream.take(MigrationStory.over(false, 2));
            }
            if (minute == settledAt) {
                stream.take(known.get(1));
            }
            if (random.nextInt(4) == 0 || last) {
                stream.take(MigrationStory.tick(minute + 1));
            }
        }

        assertThat(MigrationStory.newest(stream.told)).isEqualTo(MigrationStory.newest(batch.told));
        assertThat(MigrationStory.newest(stream.settled))
                .isEqualTo(MigrationStory.newest(batch.settled));
        assertThat(batch.settled).isNotEmpty();
    }

    @Test
    void itsStateComesBackAsItWas() throws IOException {
        play(MigrationStory.LEARNT_TO, MigrationStory.START + 60);
        story.take(MigrationStory.open(1));
        story.take(MigrationStory.news(MigrationStory.at(MigrationStory.START - 100), null));
        byte[] bytes = bytes(story.state);

        MigrationState read =
                MigrationState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(bytes(read.copy())).isEqualTo(bytes);
    }

    private static byte[] bytes(MigrationState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }
}
