package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.exodus.core.admission.Coverage;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationCountrySecond;
import dev.exodus.schemas.facts.RegistrationDay;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ServiceRatesTest {
    /** Saturday, 22 February 2014, 19:30 UTC. */
    private static final long T = 1_393_097_400_000L;

    private static final long MINUTE = 60_000;
    private static final int COMPLETED = 1;
    private static final String TELEGRAM = "telegram";
    private static final long DAY = 86_400_000;

    private final Run run = new Run(Feed.SIGNUP, settings(Long.MIN_VALUE, "UTC"));

    private static RatesSettings settings(long fromSecond, String... zones) {
        return new RatesSettings(10 * MINUTE, 7 * 86_400, List.of(zones), fromSecond, true, 1);
    }

    @Test
    void countsASecondByWeightAndSaysHowManyEventsAreInIt() {
        run.event(T, "DE", "ios", COMPLETED, 3);
        run.event(T + 999, "FR", "ios", 0, 1);
        run.watermark(T + 1_000);

        assertThat(run.of(RegistrationSecond.class))
                .containsExactly(new RegistrationSecond(TELEGRAM, at(T), 1, 3, true, 1, 2));
        assertThat(run.of(RegistrationCountrySecond.class))
                .containsExactly(
                        new RegistrationCountrySecond(TELEGRAM, "DE", at(T), 0, 3, true, 1, 1),
                        new RegistrationCountrySecond(TELEGRAM, "FR", at(T), 1, 0, true, 1, 1));
    }

    @Test
    void emitsNothingBeforeTheSecondIsOver() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 998);
        assertThat(run.of(RegistrationSecond.class)).isEmpty();
        run.watermark(T + 999);
        assertThat(run.of(RegistrationSecond.class)).hasSize(1);
    }

    @Test
    void silenceIsARowOfZero() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 3_000);
        assertThat(run.of(RegistrationSecond.class))
                .containsExactly(
                        new RegistrationSecond(TELEGRAM, at(T), 0, 1, true, 1, 1),
                        new RegistrationSecond(TELEGRAM, at(T + 1_000), 0, 0, true, 1, 0),
                        new RegistrationSecond(TELEGRAM, at(T + 2_000), 0, 0, true, 1, 0));
    }

    @Test
    void anUncoveredSecondIsNoZeroAndOneWithEventsIsNotComplete() {
        long second = T / 1000;
        run.coverage = Coverage.without(Map.of(second + 1, second + 4).entrySet());
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.event(T + 2_000, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 5_000);
        assertThat(run.of(RegistrationSecond.class))
                .containsExactly(
                        new RegistrationSecond(TELEGRAM, at(T), 0, 1, true, 1, 1),
                        new RegistrationSecond(TELEGRAM, at(T + 2_000), 0, 1, false, 1, 1),
                        new RegistrationSecond(TELEGRAM, at(T + 4_000), 0, 0, true, 1, 0));
    }

    @Test
    void lateDataGivesAHigherRevisionAndThenOneTick() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 1_000);
        run.facts.clear();
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 2_000);
        assertThat(run.facts)
                .containsExactly(
                        new RegistrationSecond(TELEGRAM, at(T + 1_000), 0, 0, true, 1, 0),
                        new RegistrationSecond(TELEGRAM, at(T), 0, 2, true, 1, 2),
                        new RegistrationCountrySecond(TELEGRAM, "DE", at(T), 0, 2, true, 1, 2),
                        new Tick("signup", TELEGRAM, at(T + 2_000), 1, (T + 2_000) / 1000));
    }

    @Test
    void aTickClosesEveryAdvanceOnce() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 1_500);
        run.watermark(T + 1_600);
        run.watermark(T + 2_500);
        assertThat(run.of(Tick.class))
                .extracting(Tick::through)
                .containsExactly(at(T + 1_000), at(T + 2_000));
    }

    @Test
    void theEndOfTheInputFlushesWithoutATick() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.event(T + 2_000, "DE", "ios", COMPLETED, 1);
        run.watermark(Long.MAX_VALUE);
        assertThat(run.of(RegistrationSecond.class)).hasSize(3);
        assertThat(run.of(RegistrationMinute.class)).isNotEmpty();
        assertThat(run.of(RegistrationDay.class)).isNotEmpty();
        assertThat(run.of(Tick.class)).isEmpty();
    }

    @Test
    void anEarlierEventFoundLateMakesTheServiceKnownFromThere() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 1_000);
        run.facts.clear();
        run.event(T - 3_000, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 2_000);
        assertThat(run.of(RegistrationSecond.class))
                .extracting(RegistrationSecond::time, RegistrationSecond::revision)
                .containsExactly(
                        tuple(at(T + 1_000), 0L),
                        tuple(at(T - 3_000), 1L),
                        tuple(at(T - 2_000), 0L),
                        tuple(at(T - 1_000), 0L));
    }

    @Test
    void aMinuteHasItsPeakCoverAndPlatforms() {
        run.event(T + 1_000, "DE", "ios", COMPLETED, 1);
        run.event(T + 5_000, "DE", "android", COMPLETED, 1);
        run.event(T + 5_000, "FR", "android", COMPLETED, 1);
        run.event(T + 9_000, "DE", "ios", COMPLETED, 2);
        run.watermark(T + MINUTE);
        assertThat(run.of(RegistrationMinute.class))
                .containsExactly(
                        minute("*", "*", 0, 5, 2, T + 5_000, 4),
                        minute("DE", "*", 0, 4, 2, T + 9_000, 3),
                        minute("FR", "*", 0, 1, 1, T + 5_000, 1),
                        minute("*", "android", 0, 2, 0, -1, 2),
                        minute("*", "ios", 0, 3, 0, -1, 2));
    }

    @Test
    void aKnownCountryWithoutEventsHasAMinuteOfZero() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + MINUTE);
        run.facts.clear();
        run.event(T + MINUTE, "FR", "ios", COMPLETED, 1);
        run.watermark(T + 2 * MINUTE);
        assertThat(run.of(RegistrationMinute.class))
                .filteredOn(row -> row.country().equals("DE"))
                .extracting(RegistrationMinute::revision)
                .containsExactly(0L);
    }

    @Test
    void aDayFollowsOnceAMinuteWhileItChanges() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 30_000);
        assertThat(run.of(RegistrationDay.class)).isEmpty();
        run.watermark(T + MINUTE);
        run.watermark(T + 3 * MINUTE);
        assertThat(run.of(RegistrationDay.class))
                .containsExactly(day("*", "UTC", 22, 1), day("DE", "UTC", 22, 1));
    }

    @Test
    void daysAreCountedInTheirZones() {
        Run zoned = new Run(Feed.SIGNUP, settings(Long.MIN_VALUE, "UTC", "Asia/Tokyo"));
        zoned.event(T, "DE", "ios", COMPLETED, 1);
        zoned.watermark(T + MINUTE);
        assertThat(zoned.of(RegistrationDay.class))
                .contains(day("*", "UTC", 22, 1), day("*", "Asia/Tokyo", 23, 1));
    }

    @Test
    void nothingBeforeTheStartIsEmitted() {
        Run started = new Run(Feed.SIGNUP, settings((T + 30_000) / 1000, "UTC"));
        started.event(T, "DE", "ios", COMPLETED, 1);
        started.event(T + 30_000, "DE", "ios", COMPLETED, 1);
        started.watermark(T + 2 * MINUTE);
        assertThat(started.of(RegistrationSecond.class))
                .first()
                .extracting(RegistrationSecond::time)
                .isEqualTo(at(T + 30_000));
        assertThat(started.of(RegistrationMinute.class))
                .extracting(RegistrationMinute::time)
                .containsOnly(at(T + MINUTE));
        assertThat(started.of(RegistrationDay.class)).isEmpty();
    }

    @Test
    void latenciesAreMergedPerCountryAndForAll() {
        Run connections = new Run(Feed.CONNECTION, settings(Long.MIN_VALUE, "UTC"));
        for (int i = 1; i <= 100; i++) {
            connections.latency(T + i, i <= 50 ? "DE" : "FR", i, 1);
        }
        connections.watermark(T + MINUTE);
        assertThat(connections.of(ConnectionMinute.class))
                .filteredOn(row -> row.platform().equals("*"))
                .extracting(
                        ConnectionMinute::country,
                        ConnectionMinute::latencyP50Ms,
                        ConnectionMinute::latencyP99Ms)
                .containsExactly(
                        tuple("*", 50L, 99L), tuple("DE", 25L, 50L), tuple("FR", 75L, 100L));
    }

    @Test
    void aCountrysSecondsAreCountedButNoRowsWhereNobodyTakesThem() throws IOException {
        RatesSettings without =
                new RatesSettings(
                        10 * MINUTE, 7 * 86_400, List.of("UTC"), Long.MIN_VALUE, false, 1);
        Run quiet = new Run(Feed.SIGNUP, without);
        for (Run each : List.of(run, quiet)) {
            each.event(T, "FR", "ios", COMPLETED, 1);
            each.event(T, "DE", "ios", COMPLETED, 5);
            each.watermark(T + MINUTE);
            each.event(T, "DE", "ios", COMPLETED, 1);
            each.watermark(T + 2 * MINUTE);
        }

        List<Fact> others = new ArrayList<>(run.facts);
        others.removeIf(RegistrationCountrySecond.class::isInstance);
        assertThat(quiet.facts).isEqualTo(others).hasSizeLessThan(run.facts.size());
        assertThat(quiet.bytes()).isEqualTo(run.bytes());
    }

    @Test
    void stateGoesBackToNothingOnceTheServiceIsForgotten() {
        run.event(T, "DE", "ios", COMPLETED, 1);
        run.watermark(T + 7 * DAY + 5 * MINUTE);
        assertThat(run.state.isEmpty()).isFalse();
        run.watermark(T + 7 * DAY + 12 * MINUTE);
        assertThat(run.state.isEmpty()).isTrue();
        assertThat(run.of(RegistrationSecond.class)).hasSize(7 * 86_400 + 1);
    }

    @Property(tries = 150)
    void rowsDoNotDependOnBundlesWatermarksOrRestarts(
            @ForAll("events") List<Input> events, @ForAll("cuts") List<Integer> cuts)
            throws IOException {
        Run whole = new Run(Feed.SIGNUP, settings(Long.MIN_VALUE, "UTC"));
        events.forEach(whole::add);
        whole.watermark(T + 20 * MINUTE);

        Run pieces = new Run(Feed.SIGNUP, settings(Long.MIN_VALUE, "UTC"));
        long watermark = T - MINUTE;
        for (int i = 0; i < events.size(); i++) {
            // Admission lets no event pass that the watermark has left behind by more than this.
            if (events.get(i).time >= watermark - 10 * MINUTE) {
                pieces.add(events.get(i));
            }
            int cut = cuts.get(i % cuts.size());
            if (cut % 3 == 0) {
                pieces.drain();
            }
            if (cut % 5 == 0 && watermark < T + 8 * MINUTE) {
                watermark += cut * 1_000L;
                pieces.watermark(watermark);
            }
            if (cut % 7 == 0) {
                pieces.restart();
            }
        }
        pieces.watermark(T + 20 * MINUTE);

        assertThat(pieces.newest()).isEqualTo(whole.newest());
    }

    @Provide
    Arbitrary<List<Input>> events() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 8 * 60),
                        Arbitraries.of("DE", "FR", "BR"),
                        Arbitraries.of("ios", "android"),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 4))
                .as((second, c, p, counter, w) -> new Input(T + second * 1000, c, p, counter, w))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 60).list().ofMinSize(1).ofMaxSize(20);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static RegistrationMinute minute(
            String country,
            String platform,
            long requested,
            long completed,
            long peak,
            long peakTime,
            long revision) {
        return new RegistrationMinute(
                TELEGRAM,
                country,
                platform,
                at(T),
                requested,
                completed,
                peak,
                peakTime < 0 ? null : at(peakTime),
                60,
                true,
                1,
                revision);
    }

    private static RegistrationDay day(String country, String zone, int day, long registrations) {
        return new RegistrationDay(
                TELEGRAM,
                country,
                LocalDate.of(2014, 2, day),
                zone,
                0,
                registrations,
                1,
                at(T),
                1,
                1);
    }

    private static List<Object> key(Fact fact) {
        Object[] values = fact.type().values(fact);
        List<Object> key = new ArrayList<>();
        key.add(fact.type());
        key.addAll(Arrays.asList(values).subList(0, fact.type().keyColumns()));
        return key;
    }

    record Input(long time, String country, String platform, int counter, int weight) {}

    /** A service that is fed by hand. */
    private static final class Run {
        private final ServiceRates rates;
        private final Bundle bundle;
        private final List<Fact> facts = new ArrayList<>();
        private ServiceState state;
        private Coverage coverage = Coverage.COMPLETE;

        Run(Feed feed, RatesSettings settings) {
            rates = new ServiceRates(feed, settings);
            bundle = new Bundle(feed);
            state = rates.newState();
        }

        void add(Input input) {
            event(input.time, input.country, input.platform, input.counter, input.weight);
        }

        void event(long time, String country, String platform, int counter, long weight) {
            bundle.add(TELEGRAM, country, platform, time, counter, weight, 0);
        }

        void latency(long time, String country, long latencyMs, long weight) {
            bundle.add(TELEGRAM, country, null, time, 0, weight, latencyMs);
        }

        void drain() {
            bundle.drain(partial -> rates.merge(state, partial));
        }

        void watermark(long watermark) {
            drain();
            rates.advance(state, TELEGRAM, watermark, coverage, facts::add);
        }

        void restart() throws IOException {
            drain();
            state = ServiceState.read(new DataInputStream(new ByteArrayInputStream(bytes())));
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.copy().write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        <T> List<T> of(Class<T> type) {
            return facts.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** Newest fact of each key; ticks aside. */
        Map<List<Object>, Fact> newest() {
            Map<List<Object>, Fact> newest = new LinkedHashMap<>();
            for (Fact fact : facts) {
                newest.merge(
                        key(fact), fact, (old, it) -> it.revision() >= old.revision() ? it : old);
            }
            return newest;
        }
    }
}
