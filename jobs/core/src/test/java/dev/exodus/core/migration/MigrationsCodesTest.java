package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.funnel.Congestion;
import dev.exodus.core.funnel.SuppressedEstimate;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MigrationsCodesTest {
    private static final long FROM = MigrationStory.LEARNT_TO;
    private static final long START = MigrationStory.START;
    private static final long WINDOW_END = MigrationStory.END + MigrationStory.DAY;
    private static final long SETTLES = WINDOW_END + MigrationStory.CODES_SETTLED;

    private final MigrationStory story = new MigrationStory().learnt();

    private static void registrations(MigrationStory story, long from, long to) {
        for (long minute = from; minute < to; minute++) {
            MigrationStory.minutes(minute).forEach(story::take);
        }
    }

    private static void codes(MigrationStory story, long from, long to) {
        for (long minute = from; minute < to; minute++) {
            CodesStory.minute(minute).forEach(story::take);
        }
    }

    private static void ticks(MigrationStory story, long through) {
        story.take(MigrationStory.tick(through));
        CodesStory.ticks(through).forEach(story::take);
    }

    private static long sum(long from, long to, LongUnaryOperator of) {
        return LongStream.range(from, to).map(of).sum();
    }

    @Test
    void theColumnsAreThoseOfTheFunnelInTheMainWindow() {
        registrations(story, FROM, SETTLES);
        codes(story, FROM, SETTLES);
        story.take(MigrationStory.over(true, 2));
        ticks(story, SETTLES);

        Migration all = story.row("*");
        assertThat(all.settled()).isTrue();
        assertThat(all.computedThrough()).isEqualTo(MigrationStory.at(SETTLES));
        assertThat(all.requested())
                .isEqualTo(sum(START, WINDOW_END, m -> CodesStory.requested("*", m)));
        assertThat(all.verified())
                .isEqualTo(sum(START, WINDOW_END, m -> CodesStory.verified("*", m)));
        assertThat(all.suppressed()).isEqualTo(Suppression.rounded(suppressed("*")));
        assertThat(story.row("DE").suppressed()).isEqualTo(Suppression.rounded(suppressed("DE")));
        assertThat(all.suppressed()).isGreaterThan(5_000);
        // What was asked for while codes were stuck and did not arrive then is never heard of
        // again.
        long left =
                sum(
                        CodesStory.STUCK_FROM,
                        CodesStory.STUCK_TO,
                        m -> CodesStory.requested("*", m) - CodesStory.requested("*", m) / 3);
        assertThat(all.worstBacklog()).isEqualTo(left);
        assertThat(all.waitP95Ms()).isBetween(400_000L, 450_000L);
        assertThat(all.suppressedCells()).isFalse();
    }

    private static double suppressed(String country) {
        return new SuppressedEstimate(rows(country), new Congestion(rows("*")))
                .suppressed()
                .registrations();
    }

    private static List<SmsFunnel> rows(String country) {
        return LongStream.range(FROM, WINDOW_END)
                .mapToObj(minute -> CodesStory.funnel(country, minute, true))
                .toList();
    }

    @Test
    void aDestinationOfWhichNoCodesAreToldIsNotHeldUp() {
        registrations(story, FROM, START + 10);
        story.take(MigrationStory.open(1));
        story.take(MigrationStory.tick(START + 10));

        assertThat(story.row("*").computedThrough()).isEqualTo(MigrationStory.at(START + 10));
        assertThat(story.row("*").requested()).isNull();
        assertThat(story.row("*").suppressed()).isNull();
    }

    @Test
    void aRowWaitsForTheCodesOfItsMinutes() {
        registrations(story, FROM, START + 10);
        codes(story, FROM, START + 10);
        story.take(MigrationStory.open(1));
        CodesStory.ticks(START + 4).forEach(story::take);
        story.take(MigrationStory.tick(START + 10));
        assertThat(story.row("*").computedThrough()).isEqualTo(MigrationStory.at(START + 4));

        CodesStory.ticks(START + 10).forEach(story::take);
        assertThat(story.row("*").computedThrough()).isEqualTo(MigrationStory.at(START + 10));
        assertThat(story.row("*").requested())
                .isEqualTo(sum(START, START + 10, m -> CodesStory.requested("*", m)));
    }

    /** SmsFunnelJob may be started days after the others. */
    @Test
    void whatWasToldBeforeCodesAreToldIsTakenBackByNothingOlder() {
        registrations(story, FROM, SETTLES + 60);
        story.take(MigrationStory.over(true, 2));
        story.take(MigrationStory.tick(SETTLES + 60));
        assertThat(story.row("*").settled()).isTrue();
        int told = story.told.size();

        codes(story, FROM, SETTLES + 60);
        CodesStory.ticks(START + 60).forEach(story::take);
        assertThat(story.told).hasSize(told);
        CodesStory.ticks(SETTLES + 60).forEach(story::take);
        assertThat(story.row("*").settled()).isTrue();
        assertThat(story.row("*").requested()).isPositive();
        assertThat(story.row("*").computedThrough()).isEqualTo(MigrationStory.at(SETTLES));
        assertThat(story.told.subList(told, story.told.size()))
                .noneMatch(MigrationMinute.class::isInstance);
    }

    @Test
    void codesOfWhichOnlyPartOfTheOutageIsKnownAreNotTold() {
        registrations(story, FROM, START + 60);
        codes(story, START + 20, START + 60);
        story.take(MigrationStory.open(1));
        ticks(story, START + 60);
        assertThat(story.row("*").requested()).isNull();
        assertThat(story.row("*").worstBacklog()).isNull();
    }

    @Test
    void lostRegistrationsOfFewPeopleAreWithheldAndThoseTheyWouldFollowFrom() {
        registrations(story, FROM, SETTLES);
        for (long minute = FROM; minute < SETTLES; minute++) {
            for (Fact fact : CodesStory.minute(minute)) {
                boolean few = fact instanceof SmsFunnel row && row.country().equals("ES");
                story.take(
                        few && isAround(minute)
                                ? CodesStory.funnel("ES", minute, true, minute % 30 == 0 ? 1 : 0, 3)
                                : fact);
            }
        }
        story.take(MigrationStory.over(true, 2));
        ticks(story, SETTLES);

        assertThat(story.row("ES").suppressed()).isNull();
        assertThat(story.row("DE").suppressed()).isNull();
        assertThat(story.row("ES").suppressedCells()).isTrue();
        assertThat(story.row("DE").suppressedCells()).isTrue();
        assertThat(story.row("ES").requested()).isNotNull();
        assertThat(story.row("*").suppressed()).isPositive();
        assertThat(story.row("*").suppressedCells()).isFalse();
    }

    /** Whether codes were stuck within five minutes. */
    private static boolean isAround(long minute) {
        return CodesStory.isStuck(minute - 5) || CodesStory.isStuck(minute + 5);
    }

    @Test
    void whereCodesWereNeverStuckNobodyIsLost() {
        long to = START - 200;
        registrations(story, FROM, to);
        codes(story, FROM, to);
        story.take(
                MigrationStory.incident("a", "outage", MigrationStory.at(to - 60), null, false, 1));
        ticks(story, to);
        assertThat(story.row("DE").suppressed()).isZero();
        assertThat(story.row("*").suppressed()).isZero();
        assertThat(story.row("*").suppressedCells()).isFalse();
        assertThat(story.row("*").waitP95Ms()).isEqualTo(9_000);
    }

    /**
     * Registrations, rates of codes and the funnel each come in their own order, one far ahead of
     * the other, too low at first and corrected until they settle.
     */
    @Property(tries = 6)
    void inTheEndTheRowsAreThoseOfABatch(@ForAll long seed) {
        long to = SETTLES + 80;
        MigrationStory batch = new MigrationStory().learnt();
        registrations(batch, FROM, to);
        codes(batch, FROM, to);
        batch.take(MigrationStory.over(true, 3));
        ticks(batch, to);

        Random random = new Random(seed);
        MigrationStory stream = new MigrationStory().learnt();
        List<Source> sources =
                new ArrayList<>(
                        List.of(
                                new Source(random, to, new Registrations()),
                                new Source(random, to, new Rates()),
                                new Source(random, to, new Funnel())));
        List<Fact> versions =
                new ArrayList<>(
                        List.of(
                                MigrationStory.open(1),
                                MigrationStory.over(false, 2),
                                MigrationStory.over(true, 3)));
        while (!sources.isEmpty() || !versions.isEmpty()) {
            if (sources.isEmpty() || !versions.isEmpty() && random.nextInt(15) == 0) {
                stream.take(versions.remove(0));
                continue;
            }
            Source source = sources.get(random.nextInt(sources.size()));
            // An incident's end is known before the window is over; that it is settled need not be.
            while (source.at > WINDOW_END - 500 && versions.size() > 1) {
                stream.take(versions.remove(0));
            }
            if (!source.goOn(random.nextInt(400), stream::take)) {
                sources.remove(source);
            }
        }

        assertThat(MigrationStory.newest(batch.settled)).isNotEmpty();
        assertThat(differences(batch.told, stream.told, to)).isEmpty();
        assertThat(differences(batch.settled, stream.settled, to)).isEmpty();
    }

    /** But for the last minutes of the curve, which may still change. */
    private static List<String> differences(List<Fact> batch, List<Fact> stream, long to) {
        Map<String, Fact> expected = MigrationStory.newest(batch);
        Map<String, Fact> found = MigrationStory.newest(stream);
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
                .filter(
                        key ->
                                !(expected.get(key) instanceof MigrationMinute minute)
                                        || Study.minute(minute.time())
                                                < to - MigrationStory.LATENESS)
                .map(key -> expected.get(key) + " but was " + found.get(key))
                .limit(5)
                .toList();
    }

    /** What a topic has of a minute. */
    private interface Rows {
        Fact row(String country, long minute, boolean last, Random random);

        Tick tick(long through);

        /** Minutes after which the last version has come. */
        long settles();
    }

    private record Registrations() implements Rows {
        @Override
        public Fact row(String country, long minute, boolean last, Random random) {
            long came = MigrationStory.came(country, minute);
            return MigrationStory.minute(
                    country, minute, last ? came : random.nextInt(20), last ? 2 : 1);
        }

        @Override
        public Tick tick(long through) {
            return MigrationStory.tick(through);
        }

        @Override
        public long settles() {
            return MigrationStory.LATENESS;
        }
    }

    private record Rates() implements Rows {
        @Override
        public Fact row(String country, long minute, boolean last, Random random) {
            return CodesStory.rates(country, minute, last ? 0 : random.nextInt(5), last ? 2 : 1);
        }

        @Override
        public Tick tick(long through) {
            return CodesStory.tick("sms", through);
        }

        @Override
        public long settles() {
            return MigrationStory.LATENESS;
        }
    }

    private record Funnel() implements Rows {
        @Override
        public Fact row(String country, long minute, boolean last, Random random) {
            return last
                    ? CodesStory.funnel(country, minute, true)
                    : CodesStory.funnel(country, minute, false, random.nextInt(10), 1);
        }

        @Override
        public Tick tick(long through) {
            return CodesStory.tick(Tick.FUNNEL, through);
        }

        @Override
        public long settles() {
            return MigrationStory.CODES_SETTLED;
        }
    }

    /** A topic that is read. */
    private static final class Source {
        private final Random random;
        private final long to;
        private final Rows rows;
        private final List<long[]> open = new ArrayList<>();
        private long at = FROM;

        Source(Random random, long to, Rows rows) {
            this.random = random;
            this.to = to;
            this.rows = rows;
        }

        /** Some minutes further. */
        boolean goOn(int minutes, Consumer<Fact> out) {
            for (long end = Math.min(to, at + minutes); at < end; at++) {
                for (int country = 0; country < MigrationStory.COUNTRIES.size(); country++) {
                    boolean whole = random.nextBoolean();
                    out.accept(row(at, country, whole));
                    if (!whole) {
                        open.add(new long[] {at, country});
                    }
                }
                Collections.shuffle(open, random);
                boolean last = at + 1 == to;
                open.removeIf(
                        row -> {
                            boolean now =
                                    last
                                            || row[0] + 1 + rows.settles() <= at + 1
                                            || random.nextInt(9) == 0;
                            if (now) {
                                out.accept(row(row[0], (int) row[1], true));
                            }
                            return now;
                        });
                if (last || random.nextInt(4) == 0) {
                    out.accept(rows.tick(at + 1));
                }
            }
            return at < to;
        }

        private Fact row(long minute, int country, boolean last) {
            return rows.row(MigrationStory.COUNTRIES.get(country), minute, last, random);
        }
    }

    @Test
    void codesAreForgottenButForAnOutageThatIsStillOpen() {
        for (long hour = 0; hour < 60 * 24; hour++) {
            long minute = START + 60 * hour;
            CodesStory.minute(minute).forEach(story::take);
            MigrationStory.minutes(minute).forEach(story::take);
            ticks(story, minute + 1);
        }
        assertThat(story.codes).hasSizeLessThanOrEqualTo(3 * 80);
        int few = story.codes.size();

        long open = START + 60 * 60 * 24;
        story.take(MigrationStory.incident("a", "outage", MigrationStory.at(open), null, false, 1));
        for (long hour = 0; hour < 100; hour++) {
            long minute = open + 60 * hour;
            CodesStory.minute(minute).forEach(story::take);
            ticks(story, minute + 1);
        }
        assertThat(story.codes.size()).isBetween(few + 3 * 30, 3 * 130);
    }

    @Test
    void anHourOfCodesComesBackAsItWasAndTakesLittle() throws IOException {
        CodesOfHour hour = new CodesOfHour();
        for (int minute = 0; minute < 60; minute++) {
            hour.put(minute, CodesStory.funnel("*", START + minute, true), 3);
            hour.put(minute, CodesStory.rates("*", START + minute, 0, 2), 2);
        }
        byte[] bytes = bytes(hour);
        CodesOfHour read = CodesOfHour.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(bytes(read.copy())).isEqualTo(bytes);
        assertThat(bytes.length).isLessThan(1_500);
        assertThat(hour.put(7, CodesStory.funnel("*", START, false), 2)).isFalse();
        assertThat(bytes(hour)).isEqualTo(bytes);
    }

    private static byte[] bytes(CodesOfHour hour) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        hour.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void itsStateComesBackAsItWas() throws IOException {
        registrations(story, FROM, START + 60);
        codes(story, FROM, START + 60);
        story.take(MigrationStory.open(1));
        ticks(story, START + 60);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        story.state.write(new DataOutputStream(out));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        story.state.copy().write(new DataOutputStream(again));
        assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
    }
}
