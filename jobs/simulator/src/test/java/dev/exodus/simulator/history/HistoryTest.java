package dev.exodus.simulator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.simulator.EventSink;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Scenario WHATSAPP = Scenario.shipped("2014-02-22-whatsapp");
    private static final Duration BEFORE = Duration.ofMinutes(40);
    private static final Instant NOON = Instant.parse("2014-02-22T12:00:00Z");
    private static final Instant ONE = Instant.parse("2014-02-22T13:00:00Z");

    @Test
    void anHourOfItIsLikeAnHourOfEvents(@TempDir Path folder) throws IOException {
        EventSink nowhere = (feed, partition, sendTime, buffer, offset, length) -> {};
        Summary events = new Simulation(WHATSAPP, options(NOON, ONE)).run(nowhere, folder);

        Map<String, Long> counts = new HashMap<>();
        for (Feed feed : Feed.values()) {
            history(ONE.plus(BEFORE)).write(feed, row -> countHour(row, counts));
        }

        events.totals()
                .forEach(
                        (service, totals) -> {
                            long completed =
                                    totals.registrationsPerDay().values().stream()
                                            .mapToLong(n -> n)
                                            .sum();
                            assertAlike(counts, service + " completed", completed, 1);
                            totals.sms()
                                    .forEach(
                                            (s, n) -> assertAlike(counts, service + " " + s, n, 1));
                            long weight = weight(service);
                            totals.connections()
                                    .forEach(
                                            (o, n) ->
                                                    assertAlike(
                                                            counts, service + " " + o, n, weight));
                        });
    }

    private static long weight(String service) {
        return WHATSAPP.services().stream()
                .filter(candidate -> candidate.name().equals(service))
                .findFirst()
                .orElseThrow()
                .connectionWeight();
    }

    /** Five standard deviations of the difference of two Poisson numbers, and late events. */
    private static void assertAlike(
            Map<String, Long> counts, String what, long expected, long weight) {
        double sampled = expected / (double) weight;
        double tolerance = 5 * Math.sqrt(2 * sampled + 1) + .006 * sampled;
        assertThat((double) counts.getOrDefault(what, 0L) / weight)
                .as(what)
                .isCloseTo(sampled, within(tolerance));
    }

    private static void countHour(Fact row, Map<String, Long> counts) {
        if (row instanceof RegistrationMinute r && ofAll(r.country(), r.platform(), r.time())) {
            counts.merge(r.service() + " completed", r.registrations(), Long::sum);
        } else if (row instanceof SmsMinute s && ofAll(s.country(), s.platform(), s.time())) {
            counts.merge(s.service() + " requested", s.requested(), Long::sum);
            counts.merge(s.service() + " sent", s.sent(), Long::sum);
            counts.merge(s.service() + " delivered", s.delivered(), Long::sum);
            counts.merge(s.service() + " failed", s.failed(), Long::sum);
            counts.merge(s.service() + " expired", s.expired(), Long::sum);
            counts.merge(s.service() + " verified", s.verified(), Long::sum);
        } else if (row instanceof ConnectionMinute c
                && ofAll(c.country(), c.platform(), c.time())) {
            counts.merge(c.service() + " ok", c.ok(), Long::sum);
            counts.merge(c.service() + " timeout", c.timeout(), Long::sum);
            counts.merge(c.service() + " refused", c.refused(), Long::sum);
            counts.merge(c.service() + " reset", c.reset(), Long::sum);
            counts.merge(c.service() + " server_error", c.serverError(), Long::sum);
            counts.merge(c.service() + " auth_failed", c.authFailed(), Long::sum);
        }
    }

    private static boolean ofAll(String country, String platform, Instant time) {
        return country.equals("*") && platform.equals("*") && !time.isBefore(NOON);
    }

    /** Telegram fails in Europe: clients there try again, those elsewhere have no reason to. */
    @Test
    void clientsTryAgainWhereTheyFailAndNowhereElse(@TempDir Path folder) throws IOException {
        Instant from = Instant.parse("2014-02-22T19:45:00Z");
        Instant begun = Instant.parse("2014-02-22T20:05:00Z");
        Instant to = Instant.parse("2014-02-22T20:25:00Z");
        Map<String, Long> attempts = new HashMap<>();
        Map<String, Long> totals = new HashMap<>();
        history(from)
                .write(
                        Feed.CONNECTION,
                        from,
                        to,
                        row -> {
                            ConnectionMinute c = (ConnectionMinute) row;
                            if (c.service().equals("telegram") && c.platform().equals("*")) {
                                boolean failing = !c.time().isBefore(begun);
                                attempts.merge(c.country() + failing, c.attempts(), Long::sum);
                                if (c.country().equals("*")) {
                                    totals.merge("ok", c.ok(), Long::sum);
                                    totals.merge("timeout", c.timeout(), Long::sum);
                                }
                            }
                        });

        Map<String, Double> more = new HashMap<>();
        for (String country : List.of("BR", "IN", "DE", "IT")) {
            double before = attempts.get(country + false);
            more.put(country, attempts.get(country + true) / before);
        }
        assertThat(more.get("BR")).isCloseTo(1, within(.15));
        assertThat(more.get("IN")).isLessThan(1.05);
        assertThat(more.get("DE")).isGreaterThan(1.15);
        assertThat(more.get("IT")).isGreaterThan(1.15);

        EventSink nowhere = (feed, partition, sendTime, buffer, offset, length) -> {};
        Map<String, Long> events =
                new Simulation(WHATSAPP, options(from, to))
                        .run(nowhere, folder)
                        .totals()
                        .get("telegram")
                        .connections();
        assertAlike(totals, "ok", events.get("ok"), weight("telegram"));
        assertAlike(totals, "timeout", events.get("timeout"), weight("telegram"));
    }

    @Test
    void endsBeforeAnyEventOfTheSimulationOrWithTheFirstOutage() {
        assertThat(history(ONE).to()).isEqualTo(ONE.minus(BEFORE));
        assertThat(history(Instant.parse("2014-02-22T20:00:00Z")).to())
                .isEqualTo(Instant.parse("2014-02-22T18:30:00Z"));
    }

    @Test
    void rowsOfCountriesAndOfPlatformsAddUpAndNoMinuteIsMissing() throws IOException {
        Map<Instant, long[]> minutes = new HashMap<>();
        List<Instant> times = new ArrayList<>();

        long rows =
                history(ONE)
                        .write(
                                Feed.SIGNUP,
                                row -> {
                                    RegistrationMinute r = (RegistrationMinute) row;
                                    if (r.service().equals("telegram")) {
                                        add(minutes.computeIfAbsent(r.time(), t -> new long[3]), r);
                                        times.add(r.time());
                                    }
                                });

        assertThat(minutes).hasSize((int) History.LENGTH.toMinutes());
        assertThat(minutes.values()).allMatch(sums -> sums[0] == sums[1] && sums[0] == sums[2]);
        assertThat(times).isSorted();
        assertThat(times.get(0)).isEqualTo(ONE.minus(BEFORE).minus(Duration.ofDays(31)));
        int services = WHATSAPP.services().size();
        assertThat(rows)
                .isEqualTo(
                        History.LENGTH.toMinutes() * services * (WHATSAPP.countries().size() + 4L));
    }

    private static void add(long[] sums, RegistrationMinute row) {
        boolean all = row.country().equals("*");
        sums[all ? row.platform().equals("*") ? 0 : 1 : 2] += row.registrations();
    }

    @Test
    void noFigureOfAPlatformIsNegativeAndTheyAddUpInAnOutageToo() throws IOException {
        Scenario meta = Scenario.shipped("2021-10-04-meta");
        Instant outage = Instant.parse("2021-10-04T16:00:00Z");
        Map<String, Long> sums = new HashMap<>();

        new History(meta, options(outage, outage.plusSeconds(60)))
                .write(
                        Feed.CONNECTION,
                        outage,
                        outage.plusSeconds(3_600),
                        row -> {
                            ConnectionMinute c = (ConnectionMinute) row;
                            if (!c.country().equals("*")) {
                                return;
                            }
                            long failed = c.timeout() + c.refused() + c.reset() + c.serverError();
                            assertThat(List.of(c.ok(), c.timeout(), c.refused(), c.reset()))
                                    .allMatch(n -> n >= 0);
                            assertThat(c.ok() + failed + c.authFailed()).isEqualTo(c.attempts());
                            String key = c.service() + c.time();
                            int sign = c.platform().equals("*") ? 1 : -1;
                            sums.merge(key + "ok", sign * c.ok(), Long::sum);
                            sums.merge(key + "attempts", sign * c.attempts(), Long::sum);
                        });

        assertThat(sums)
                .isNotEmpty()
                .allSatisfy((key, difference) -> assertThat(difference).isZero());
    }

    @Test
    void theSameSeedGivesTheSameRowsAndTheNewsOfThe19thIsInThem() throws IOException {
        Map<String, Long> before = new HashMap<>();
        List<Fact> once = new ArrayList<>();
        List<Fact> again = new ArrayList<>();
        history(ONE).write(Feed.SIGNUP, row -> take(row, once, before));
        history(ONE).write(Feed.SIGNUP, row -> take(row, again, new HashMap<>()));

        assertThat(again).isEqualTo(once);
        // The press: half a million on the 20th.
        assertThat(before.get("2014-02-20")).isBetween(470_000L, 530_000L);
        assertThat(before.get("2014-02-18")).isBetween(95_000L, 120_000L);
    }

    private static void take(Fact row, List<Fact> rows, Map<String, Long> days) {
        RegistrationMinute r = (RegistrationMinute) row;
        if (r.service().equals("telegram") && r.country().equals("*") && r.platform().equals("*")) {
            rows.add(r);
            days.merge(r.time().toString().substring(0, 10), r.registrations(), Long::sum);
        }
    }

    private static History history(Instant from) {
        return new History(WHATSAPP, options(from, from.plusSeconds(60)));
    }

    private static SimulationOptions options(Instant from, Instant to) {
        return new SimulationOptions(from, to, 1, 7, 4, 0);
    }
}
