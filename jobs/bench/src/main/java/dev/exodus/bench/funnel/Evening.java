package dev.exodus.bench.funnel;

import dev.exodus.core.funnel.Attempt;
import dev.exodus.core.funnel.CohortBundle;
import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.core.funnel.Congestion;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Person;
import dev.exodus.core.funnel.Request;
import dev.exodus.core.funnel.Segment;
import dev.exodus.core.funnel.SuppressedEstimate;
import dev.exodus.schemas.events.Sms;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.simulator.feed.StepLog;
import dev.exodus.simulator.people.Crowd;
import dev.exodus.simulator.people.Sessions;
import dev.exodus.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One evening of one service behind a gateway of a given capacity: people and their codes, without
 * records, broker or job. The funnel is worked out from them by the functions that the job uses.
 */
final class Evening implements StepLog {
    private static final long WARM_UP_S = 45 * 60;
    private static final long AFTER_S = 45 * 60;
    private static final FunnelSettings SETTINGS =
            new FunnelSettings(30 * 60_000, 600_000, Long.MIN_VALUE, 1);
    private static final int DELIVERED = Sms.Status.DELIVERED.ordinal();
    private static final int FAILED = Sms.Status.FAILED.ordinal();

    private final Segment segment;
    private final long fromS;
    private final long toS;
    private final Map<Long, Attempt> attempts = new HashMap<>();
    private final Map<Long, Person> people = new HashMap<>();
    private final Map<Long, Long> requested = new HashMap<>();
    private final CohortBundle bundle = new CohortBundle();
    private final long[] entered;
    private final long[] left;
    private double waitedMs;
    private long waits;
    private long truth;

    private Evening(Scenario scenario, String service) {
        // Gateways serve all alike: country and carrier are not told apart here.
        this.segment = new Segment(service, "ZZ", "-");
        this.fromS = scenario.eveningFrom().getEpochSecond();
        this.toS = scenario.eveningTo().getEpochSecond();
        this.entered = new long[(int) (toS - fromS + WARM_UP_S)];
        this.left = new long[entered.length];
    }

    /**
     * Plays it.
     *
     * @param perSecond codes that the gateway can send in a second, at scale 1
     * @param scale share of all people, and of the gateway
     */
    static Trial play(
            Scenario scenario, String service, double perSecond, long seed, double scale) {
        Evening evening = new Evening(scenario, service);
        int number = 0;
        while (!scenario.services().get(number).name().equals(service)) {
            number++;
        }
        Scenario limited = Gateways.limited(scenario, number, perSecond);
        Sessions sessions = new Sessions(limited, number, evening, Crowd.STRANGERS, seed, scale);
        for (long second = evening.fromS - WARM_UP_S; second < evening.toS + AFTER_S; second++) {
            sessions.second(second, evening::person);
        }
        return evening.result();
    }

    private void person(
            int number,
            long startMs,
            long endMs,
            int country,
            int cause,
            boolean registered,
            boolean lost) {
        if (lost && isCounted(startMs)) {
            truth++;
        }
    }

    @Override
    public void signup(long time, int number, int country, int platform, long user, int step) {
        // The funnel is about codes alone.
    }

    @Override
    public void sms(
            long time, int number, int country, int platform, long user, int ordinal, int status) {
        long id = user * 4 + ordinal;
        Attempt attempt = attempts.computeIfAbsent(id, i -> new Attempt());
        if (status == 0) {
            Request request = new Request(segment, time, 1);
            attempt.request(request, SETTINGS.gapMs(), bundle::add);
            people.computeIfAbsent(user, u -> new Person())
                    .request(request, id, true, SETTINGS.gapMs(), bundle::add);
            requested.put(id, time);
            count(entered, time);
            return;
        }
        attempt.step(status, time, SETTINGS.gapMs(), bundle::add);
        if (status == DELIVERED || status == FAILED) {
            Long asked = requested.remove(id);
            if (asked != null && count(left, time)) {
                waitedMs += time - asked;
                waits++;
            }
        }
    }

    private boolean count(long[] seconds, long time) {
        long second = Math.floorDiv(time, 1000L) - fromS + WARM_UP_S;
        if (second < seconds.length) {
            seconds[(int) second]++;
            return true;
        }
        return false;
    }

    private boolean isCounted(long time) {
        return time >= fromS * 1000 && time < toS * 1000;
    }

    private Trial result() {
        attempts.values().forEach(attempt -> attempt.conclude(SETTINGS.gapMs(), bundle::add));
        List<CohortMinute> minutes = new ArrayList<>();
        bundle.drain(minutes::add);
        List<SmsFunnel> rows = new ArrayList<>();
        for (CohortMinute minute : minutes) {
            if (isCounted(minute.minute() * 60_000)) {
                minute.emit(false, true, 1, row -> addOfAll(row, rows));
            }
        }
        Congestion congestion = new Congestion(rows);
        SuppressedEstimate estimate = new SuppressedEstimate(rows, congestion);
        Backlog backlog = new Backlog(1);
        for (int second = 0; second < entered.length; second++) {
            backlog.step(entered[second], left[second]);
        }
        return new Trial(
                estimate.suppressed(),
                estimate.ofRawRequests(),
                truth,
                backlog.worst(),
                backlog.waitSeconds(),
                waitedMs / 1000 / Math.max(1, waits));
    }

    private static void addOfAll(SmsFunnel row, List<SmsFunnel> rows) {
        if (row.country().equals("*")) {
            rows.add(row);
        }
    }
}
