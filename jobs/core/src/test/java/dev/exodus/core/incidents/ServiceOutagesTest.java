package dev.exodus.core.incidents;

import static dev.exodus.core.incidents.Rates.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Expectation;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentSegment;
import dev.exodus.schemas.facts.ServiceState;
import dev.exodus.schemas.facts.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServiceOutagesTest {
    private static final long DAY = 1_440;

    /** Two days, then Brazil is cut off from 18:30 to 20:00. */
    private static final long DOWN = 2 * DAY + 1_110;

    private static final long UP = DOWN + 90;
    private static final long END = UP + 240;

    private final ServiceOutages outages =
            new ServiceOutages(
                    new OutageSettings(
                            IncidentSettings.defaults(), 600, 8 * 86_400, ZoneOffset.UTC));

    private static List<Fact> story() {
        List<Fact> facts = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            facts.addAll(Rates.minute(minute, minute >= DOWN && minute < UP ? .02 : 1));
        }
        return facts;
    }

    private List<Fact> run(ServiceWatch state, List<Fact> input) {
        return Rates.run(outages, state, input);
    }

    private List<Fact> run(List<Fact> input) {
        return run(new ServiceWatch(), input);
    }

    private static <T extends Fact> List<T> of(Class<T> type, List<Fact> facts) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The newest row of each key, as a store keeps it. */
    private static Map<List<Object>, Fact> newest(List<Fact> facts) {
        Map<List<Object>, Fact> newest = new LinkedHashMap<>();
        for (Fact fact : facts) {
            List<Object> key = new ArrayList<>(List.of(fact.type()));
            Object[] values = fact.type().values(fact);
            for (int i = 0; i < fact.type().keyColumns(); i++) {
                key.add(values[i]);
            }
            newest.merge(key, fact, (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return newest;
    }

    private static byte[] bytes(ServiceWatch state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            state.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void anOutageIsOneIncidentWithItsCountryAndTimes() {
        List<Fact> facts = run(story());

        List<Incident> versions = of(Incident.class, facts);
        assertThat(versions).extracting(Incident::incidentId).containsOnly(id(versions));
        Incident last = versions.get(versions.size() - 1);
        assertThat(last.startedAt()).isEqualTo(time(DOWN));
        assertThat(last.endedAt()).isEqualTo(time(UP));
        assertThat(last.settled()).isTrue();
        assertThat(last.kind()).isEqualTo("degradation");
        assertThat(last.feedSuspect()).isFalse();
        assertThat(versions.get(0).createdAt()).isBeforeOrEqualTo(time(DOWN + 3));
        IncidentSegment first =
                of(IncidentSegment.class, facts).stream()
                        .filter(s -> s.dimension().equals("country"))
                        .filter(s -> s.revision() == last.revision())
                        .findFirst()
                        .orElseThrow();
        assertThat(first.segment()).isEqualTo("BR");
        assertThat(first.explained()).isCloseTo(1, within(.1));
        assertThat(of(IncidentSegment.class, facts))
                .filteredOn(s -> s.dimension().equals("region"))
                .filteredOn(s -> s.revision() == last.revision())
                .as("a region is the sum of its countries")
                .anySatisfy(
                        region -> {
                            assertThat(region.segment()).isEqualTo("Latin America");
                            assertThat(region.observed()).isEqualTo(first.observed());
                            assertThat(region.expected()).isEqualTo(first.expected());
                        });
    }

    private static String id(List<Incident> versions) {
        return versions.get(0).incidentId();
    }

    @Test
    void normalDaysHaveNoIncident() {
        assertThat(of(Incident.class, run(Rates.normal(0, 5 * DAY)))).isEmpty();
    }

    @Test
    void theGridOfStatesIsCompleteAndUnknownWhereNothingIsCovered() {
        List<Fact> input = story();
        input.removeIf(f -> isRowOf(f, DOWN - 5));
        Map<List<Object>, Fact> facts = newest(run(input));

        List<ServiceState> brazil =
                of(ServiceState.class, List.copyOf(facts.values())).stream()
                        .filter(s -> s.country().equals("BR"))
                        .toList();
        assertThat(brazil)
                .extracting(ServiceState::time)
                .containsExactlyElementsOf(LongStream.range(0, END).mapToObj(Rates::time).toList());
        assertThat(brazil.get(0).state()).isEqualTo("unknown");
        assertThat(brazil.get((int) DOWN - 6).state()).isEqualTo("up");
        assertThat(brazil.get((int) DOWN - 5).state()).isEqualTo("unknown");
        assertThat(brazil.get((int) DOWN + 30).state()).isEqualTo("down");
        assertThat(brazil.get((int) UP + 60).state()).isEqualTo("up");
    }

    private static boolean isRowOf(Fact fact, long minute) {
        return fact.type().values(fact)[3].equals(time(minute)) && !(fact instanceof Tick);
    }

    @Test
    void anIncompleteMinuteIsUnknownAndNoOutage() {
        List<Fact> input = new ArrayList<>(Rates.normal(0, DOWN));
        for (long minute = DOWN; minute < DOWN + 20; minute++) {
            input.add(Rates.connections("*", "*", minute, 3, 0, false));
            input.add(Rates.tick("connection", minute + 1));
        }
        List<Fact> facts = run(input);

        assertThat(of(Incident.class, facts)).isEmpty();
        Expectation last =
                of(Expectation.class, facts).stream()
                        .filter(e -> e.time().equals(time(DOWN + 19)))
                        .filter(e -> e.country().equals("*") && e.platform().equals("*"))
                        .findFirst()
                        .orElseThrow();
        assertThat(last.observed()).isNull();
        assertThat(last.expected()).isNull();
    }

    /** Two days in which two of a hundred attempts fail, then connections as they are told. */
    private List<Fact> connections(long ok, long failed) {
        List<Fact> input = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            boolean down = minute >= DOWN && minute < UP;
            long usual = Rates.normal(minute, 800, 3);
            input.add(
                    down
                            ? Rates.connections("*", "*", minute, ok, failed, true)
                            : Rates.connections("*", "*", minute, usual, usual / 50, true));
            input.add(Rates.tick("connection", minute + 1));
        }
        return run(input);
    }

    @Test
    void fewerConnectionsOfWhichNoMoreFailPutTheFeedUnderSuspicion() {
        assertThat(settled(connections(0, 0)).feedSuspect()).isTrue();
        assertThat(settled(connections(200, 4)).feedSuspect()).isTrue();
        assertThat(settled(connections(0, 1_200)).feedSuspect()).isFalse();
        assertThat(settled(connections(200, 350)).feedSuspect()).isFalse();
    }

    @Test
    void whereNoAttemptEverFailedSilenceIsNoFaultOfTheFeed() {
        List<Fact> input = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            boolean down = minute >= DOWN && minute < UP;
            long ok = down ? 0 : Rates.normal(minute, 800, 3);
            input.add(Rates.connections("*", "*", minute, ok, 0, true));
            input.add(Rates.tick("connection", minute + 1));
        }

        assertThat(settled(run(input)).feedSuspect()).isFalse();
    }

    /** As many get through as ever, since clients try again; every second attempt fails. */
    @Test
    void aServiceOfWhichMoreAttemptsFailIsDegradedThoughAsManyGetThrough() {
        List<Fact> input = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            boolean failing = minute >= DOWN && minute < UP;
            long usual = Rates.normal(minute, 800, 3);
            input.add(
                    Rates.connections("*", "*", minute, usual, failing ? usual : usual / 50, true));
            input.add(Rates.tick("connection", minute + 1));
        }
        List<Fact> facts = run(input);

        assertThat(settled(facts).kind()).isEqualTo("degradation");
        Map<Instant, String> states = new HashMap<>();
        of(ServiceState.class, List.copyOf(newest(facts).values()))
                .forEach(s -> states.put(s.time(), s.state()));
        assertThat(states).hasSize((int) END);
        for (long minute = DAY; minute < END; minute++) {
            boolean failing = minute >= DOWN && minute < UP;
            assertThat(states.get(time(minute)))
                    .as("minute %s", minute - DOWN)
                    .isEqualTo(failing ? "degraded" : "up");
        }
    }

    @Test
    void duplicatesOfRowsAndTicksChangeNothing() {
        List<Fact> twice = new ArrayList<>();
        for (Fact fact : story()) {
            twice.add(fact);
            twice.add(fact);
        }

        assertThat(run(twice)).isEqualTo(run(story()));
    }

    @Test
    void theOrderOfRowsBetweenTwoTicksDoesNotMatter() {
        List<Fact> shuffled = new ArrayList<>();
        List<Fact> rows = new ArrayList<>();
        Random random = new Random(7);
        for (Fact fact : story()) {
            if (fact instanceof Tick) {
                Collections.shuffle(rows, random);
                shuffled.addAll(rows);
                shuffled.add(fact);
                rows.clear();
            } else {
                rows.add(fact);
            }
        }

        assertThat(run(shuffled)).isEqualTo(run(story()));
    }

    @Test
    void aReplayGivesTheSameBytesAndARestartInsideTheEpisodeChangesNothing() {
        List<Fact> input = story();
        ServiceWatch whole = new ServiceWatch();
        List<Fact> expected = run(whole, input);
        int middle = input.size() - (int) (END - DOWN - 30) * 5;

        ServiceWatch before = new ServiceWatch();
        List<Fact> facts = new ArrayList<>(run(before, input.subList(0, middle)));
        ServiceWatch restored = before.copy();
        facts.addAll(run(restored, input.subList(middle, input.size())));

        assertThat(bytes(before.copy())).isEqualTo(bytes(before));
        assertThat(facts).isEqualTo(expected);
        assertThat(bytes(restored)).isEqualTo(bytes(whole));
    }

    @Test
    void correctionsGiveInTheEndWhatABatchGives() {
        List<Fact> late = new ArrayList<>();
        Random random = new Random(3);
        for (long minute = 0; minute < END; minute++) {
            for (Fact fact : Rates.minute(minute, share(minute))) {
                late.add(fact instanceof Tick ? fact : fewer(fact));
            }
            long earlier = minute - 1 - random.nextInt(8);
            if (earlier >= 0) {
                int at = late.size() - 1;
                late.addAll(at, rows(earlier));
            }
        }
        List<Fact> batch = new ArrayList<>();
        Map<List<Object>, Fact> rows = newest(late);
        for (long minute = 0; minute < END; minute++) {
            long now = minute;
            rows.values().stream().filter(f -> isRowOf(f, now)).forEach(batch::add);
            batch.add(Rates.tick("connection", minute + 1));
        }

        Incident corrected = settled(run(late));
        Incident exact = settled(run(batch));
        assertThat(corrected.startedAt()).isEqualTo(exact.startedAt());
        assertThat(corrected.endedAt()).isEqualTo(exact.endedAt());
        assertThat(corrected.observed()).isEqualTo(exact.observed());
        assertThat(corrected.expected()).isEqualTo(exact.expected());
        assertThat(corrected.parts()).isEqualTo(exact.parts());
    }

    private static double share(long minute) {
        return minute >= DOWN && minute < UP ? .02 : 1;
    }

    private static List<Fact> rows(long minute) {
        List<Fact> rows = Rates.minute(minute, share(minute));
        return rows.subList(0, rows.size() - 1);
    }

    /** The row before a tenth of its events came. */
    private static Fact fewer(Fact fact) {
        ConnectionMinute row = (ConnectionMinute) fact;
        long minute = (row.time().getEpochSecond() - Rates.START) / 60;
        return Rates.connections(
                row.country(), row.platform(), minute, row.ok() * 9 / 10, row.timeout(), true);
    }

    private static Incident settled(List<Fact> facts) {
        List<Incident> settled =
                of(Incident.class, facts).stream()
                        .filter(i -> i.settled() && !i.parts().equals("[]"))
                        .toList();
        assertThat(settled).hasSize(1);
        return settled.get(0);
    }

    @Test
    void theOrderOfTheFeedsDoesNotMatter() {
        List<Fact> connectionsFirst = new ArrayList<>();
        List<Fact> signupsFirst = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            List<Fact> connections = Rates.minute(minute, share(minute));
            List<Fact> signups =
                    List.of(
                            Rates.registrations(
                                    minute,
                                    Rates.normal(minute, 60, 5) * (share(minute) < 1 ? 8 : 1)),
                            Rates.tick("signup", minute + 1));
            connectionsFirst.addAll(connections);
            connectionsFirst.addAll(signups);
            signupsFirst.addAll(signups);
            signupsFirst.addAll(connections);
        }

        List<Fact> facts = run(connectionsFirst);
        assertThat(of(Incident.class, facts))
                .extracting(Incident::kind)
                .contains("registration_surge", "degradation");
        assertThat(newest(run(signupsFirst))).isEqualTo(newest(facts));
    }

    /** The gateway carries less than half for an hour and a half, then works the queue off. */
    @Test
    void codesThatPileUpAreAnOverloadUntilTheQueueIsEmpty() {
        List<Fact> input = new ArrayList<>();
        long waiting = 0;
        long emptied = 0;
        for (long minute = 0; minute < END + 240; minute++) {
            long requested = Rates.normal(minute, 200, 9);
            long capacity = minute >= DOWN && minute < UP ? 40 : 500;
            long sent = Math.min(waiting + requested, capacity);
            waiting += requested - sent;
            emptied = waiting > 0 ? minute + 1 : emptied;
            input.add(Rates.sms(minute, requested, sent, sent));
            input.add(Rates.tick("sms", minute + 1));
        }

        Incident overload = settled(run(input));

        assertThat(overload.kind()).isEqualTo("sms_overload");
        assertThat(overload.direction()).isEqualTo("up");
        assertThat(overload.startedAt()).isBetween(time(DOWN), time(DOWN + 2));
        assertThat(emptied).isGreaterThan(UP + 9);
        assertThat(overload.endedAt()).isBetween(time(emptied - 8), time(emptied + 1));
    }

    @Test
    void codesThatAreLostAreAnOverload() {
        List<Fact> input = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            long sent = Rates.normal(minute, 200, 9);
            double arriving = minute >= DOWN && minute < UP ? .4 : .98;
            input.add(Rates.sms(minute, sent, sent, Math.round(sent * arriving)));
            input.add(Rates.tick("sms", minute + 1));
        }

        Incident overload = settled(run(input));

        assertThat(overload.kind()).isEqualTo("sms_overload");
        assertThat(overload.startedAt()).isEqualTo(time(DOWN));
        assertThat(overload.endedAt()).isBetween(time(UP), time(UP + 1));
    }

    /** Nine in ten stop asking; what expires now was asked for before. */
    @Test
    void aFallOfTheTrafficIsNoOverload() {
        List<Fact> input = new ArrayList<>();
        for (long minute = 0; minute < END; minute++) {
            boolean down = minute >= DOWN && minute < UP;
            long sent = Rates.normal(minute, down ? 20 : 200, 9);
            input.add(Rates.sms(minute, sent, sent, sent));
            input.add(Rates.tick("sms", minute + 1));
        }

        assertThat(of(Incident.class, run(input))).isEmpty();
    }

    @Test
    void silenceOfABusyServiceIsFoundWithinTwoSeconds() {
        List<Fact> input = new ArrayList<>();
        Random random = new Random(11);
        for (int second = 0; second < 4_000; second++) {
            boolean silent = second >= 3_605;
            long ok = silent ? 0 : Math.round(100 + 10 * random.nextGaussian());
            input.add(Rates.second(time(0).plusSeconds(second), ok));
            long through = Rates.START + second + 1;
            input.add(
                    new Tick(
                            "connection",
                            Rates.SERVICE,
                            time(0).plusSeconds(second + 1),
                            1,
                            through));
        }

        Incident first = of(Incident.class, run(input)).get(0);

        assertThat(first.startedAt()).isEqualTo(time(0).plusSeconds(3_605));
        assertThat(first.createdAt()).isBeforeOrEqualTo(time(0).plusSeconds(3_607));
    }

    private ServiceWatch learnt() throws IOException {
        ServiceWatch history = new ServiceWatch();
        run(history, Rates.normal(0, 2 * DAY));
        return WarmStart.of(time(2 * DAY), Map.of(Rates.SERVICE, history))
                .service(Rates.SERVICE)
                .orElseThrow();
    }

    /**
     * A job starts an hour after the history. Of the minutes before only what came late is counted,
     * and their rows say that they are not complete (decision 20).
     */
    @Test
    void betweenHistoryAndJobNothingIsSaidAndFromTheFirstCompleteMinuteOnEverythingIs()
            throws IOException {
        ServiceWatch state = learnt();
        List<Fact> again = new ArrayList<>();
        for (long minute = 2 * DAY + 50; minute < 2 * DAY + 60; minute++) {
            again.add(Rates.connections("*", "*", minute, 60, 1, false, 0));
            again.add(Rates.tick("connection", minute + 1));
        }
        again.addAll(Rates.normal(2 * DAY + 60, 2 * DAY + 120));

        List<Fact> told = run(state, again);

        assertThat(of(Incident.class, told)).isEmpty();
        assertThat(observed(newest(told), 2 * DAY + 59)).isNull();
        assertThat(observed(newest(told), 2 * DAY + 60)).isNotNull();
    }

    /** Where the ticks fall is a matter of how fast the topic is read. */
    @Test
    void whatIsHeardBesideALongSilenceIsJudgedWhereverTheTicksFall() {
        List<Fact> rows = Rates.normal(2 * DAY, 2 * DAY + 5);
        Fact correction = Rates.connections("*", "*", 2 * DAY - 3, 777, 1, true, 9_999);
        List<Fact> late = new ArrayList<>(rows.stream().filter(f -> !(f instanceof Tick)).toList());
        late.add(correction);
        late.add(Rates.tick("connection", 2 * DAY + 240));
        List<Fact> inTime = new ArrayList<>();
        inTime.add(correction);
        inTime.addAll(rows);
        inTime.add(Rates.tick("connection", 2 * DAY + 240));
        ServiceWatch one = new ServiceWatch();
        List<Fact> before = run(one, Rates.normal(0, 2 * DAY));
        ServiceWatch other = one.copy();

        Map<List<Object>, Fact> atOnce = newest(join(before, run(one, late)));
        Map<List<Object>, Fact> minuteByMinute = newest(join(before, run(other, inTime)));

        assertThat(contents(atOnce)).isEqualTo(contents(minuteByMinute));
        assertThat(observed(atOnce, 2 * DAY - 3)).isEqualTo(777);
        assertThat(observed(atOnce, 2 * DAY + 4)).isPositive();
        assertThat(observed(atOnce, 2 * DAY + 5)).isNull();
    }

    /** In layout 3 a flag and two seconds stand behind the last tick of each feed. */
    @Test
    void aStateOfTheLayoutBeforeIsReadAndWrittenInTheNewOne() throws IOException {
        ServiceWatch state = new ServiceWatch();
        run(state, Rates.normal(0, 30));
        byte[] now = bytes(state);
        int behindTick = Integer.BYTES + Integer.BYTES + Byte.BYTES + Long.BYTES;
        ByteBuffer before = ByteBuffer.allocate(now.length + Byte.BYTES + 2 * Long.BYTES);
        before.put(now, 0, behindTick).put((byte) 1).putLong(7).putLong(8);
        before.put(now, behindTick, now.length - behindTick).putInt(0, 3);

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(before.array()));

        assertThat(bytes(ServiceWatch.read(in))).isEqualTo(now);
    }

    private static List<Fact> join(List<Fact> first, List<Fact> then) {
        List<Fact> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static Double observed(Map<List<Object>, Fact> facts, long minute) {
        return facts.values().stream()
                .filter(Expectation.class::isInstance)
                .map(Expectation.class::cast)
                .filter(e -> e.time().equals(time(minute)))
                .filter(e -> e.country().equals("*") && e.platform().equals("*"))
                .filter(e -> e.signal().equals("connections_ok"))
                .findFirst()
                .orElseThrow()
                .observed();
    }

    /** Everything but the revision, which is the tick that said so. */
    private static Map<List<Object>, List<Object>> contents(Map<List<Object>, Fact> facts) {
        Map<List<Object>, List<Object>> contents = new HashMap<>();
        facts.forEach(
                (key, fact) -> {
                    Object[] values = fact.type().values(fact);
                    contents.put(key, Arrays.asList(values).subList(0, values.length - 1));
                });
        return contents;
    }

    @Test
    void aRowOfASettledBucketIsRefused() {
        ServiceWatch state = new ServiceWatch();
        run(state, Rates.normal(0, 30));

        assertThat(outages.row(state, Rates.connections("*", "*", 5, 1, 0, true, 9_999))).isFalse();
        assertThat(outages.row(state, Rates.connections("*", "*", 25, 1, 0, true, 9_999))).isTrue();
    }
}
