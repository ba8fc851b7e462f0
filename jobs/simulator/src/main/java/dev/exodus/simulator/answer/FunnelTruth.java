package dev.exodus.simulator.answer;

import dev.exodus.schemas.events.Sms;
import dev.exodus.simulator.feed.Draft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every code whose events count, by minute of its request. An attempt is judged when
 * nothing more of it can be on its way, and then forgotten.
 */
final class FunnelTruth {
    private static final long GAP_MS = 30 * 60_000;

    /** Gap and lateness, and something for what waits in a gateway. */
    private static final long ATTEMPT_MS = 45 * 60_000;

    private static final int UNIQUE = 6;
    private static final int RETRY = 7;
    private static final int SUPPRESSED = 8;
    private static final int ENDS =
            1 << Sms.Status.FAILED.ordinal()
                    | 1 << Sms.Status.EXPIRED.ordinal()
                    | 1 << Sms.Status.VERIFIED.ordinal();

    private final LinkedHashMap<Long, Attempt> attempts = new LinkedHashMap<>();
    private final LinkedHashMap<PersonKey, long[]> people = new LinkedHashMap<>();
    private final List<Map<Long, long[]>> minutes = new ArrayList<>();
    private long newest = Long.MIN_VALUE;

    /** One code. */
    private static final class Attempt {
        private final long firstSeen;
        private final int service;
        private long requested = Long.MIN_VALUE;
        private PersonKey person;
        private int statuses;

        private Attempt(long firstSeen, int service) {
            this.firstSeen = firstSeen;
            this.service = service;
        }
    }

    /** A person of one service. */
    private record PersonKey(int service, long person) {}

    /** Takes an event that counts. */
    void take(Draft draft) {
        Attempt attempt =
                attempts.computeIfAbsent(
                        draft.attempt, id -> new Attempt(draft.eventTime, draft.service));
        attempt.statuses |= 1 << draft.counter;
        if (draft.counter == Sms.Status.REQUESTED.ordinal()) {
            attempt.requested = draft.eventTime;
            attempt.person = new PersonKey(draft.service, draft.person);
            people.merge(attempt.person, new long[] {draft.eventTime}, FunnelTruth::joined);
        }
        if (draft.eventTime > newest) {
            newest = draft.eventTime;
            judgeBefore(newest - ATTEMPT_MS);
        }
    }

    private static long[] joined(long[] known, long[] added) {
        long[] all = Arrays.copyOf(known, known.length + 1);
        all[known.length] = added[0];
        return all;
    }

    /** Somebody who set out at a time would have registered but for the gateway. */
    void suppressed(int service, long time) {
        minute(service, time)[SUPPRESSED]++;
    }

    private void judgeBefore(long time) {
        Iterator<Attempt> oldest = attempts.values().iterator();
        while (oldest.hasNext()) {
            Attempt attempt = oldest.next();
            if (attempt.firstSeen >= time) {
                break;
            }
            judge(attempt);
            oldest.remove();
        }
        forgetBefore(time - GAP_MS);
    }

    private void forgetBefore(long time) {
        while (!people.isEmpty()) {
            Map.Entry<PersonKey, long[]> eldest = people.entrySet().iterator().next();
            if (eldest.getValue()[0] >= time) {
                return;
            }
            people.remove(eldest.getKey());
            long[] recent = Arrays.stream(eldest.getValue()).filter(t -> t >= time).toArray();
            if (recent.length > 0) {
                people.put(eldest.getKey(), recent);
            }
        }
    }

    private void judge(Attempt attempt) {
        if (attempt.requested == Long.MIN_VALUE) {
            return;
        }
        long[] counts = minute(attempt.service, attempt.requested);
        int statuses = attempt.statuses;
        if ((statuses & ENDS) == 0) {
            statuses |= 1 << Sms.Status.EXPIRED.ordinal();
        }
        for (Sms.Status status : Sms.Status.values()) {
            counts[status.ordinal()] += statuses >> status.ordinal() & 1;
        }
        boolean retry = false;
        for (long other : people.get(attempt.person)) {
            retry |= other < attempt.requested && attempt.requested - other < GAP_MS;
        }
        counts[retry ? RETRY : UNIQUE]++;
    }

    private long[] minute(int service, long time) {
        while (minutes.size() <= service) {
            minutes.add(new TreeMap<>());
        }
        return minutes.get(service)
                .computeIfAbsent(Math.floorDiv(time, 60_000L), m -> new long[SUPPRESSED + 1]);
    }

    /** Judges the rest and writes all. */
    void write(Path file, List<String> services) throws IOException {
        judgeBefore(Long.MAX_VALUE);
        List<FunnelMinute> all = new ArrayList<>();
        for (int service = 0; service < minutes.size(); service++) {
            String name = services.get(service);
            minutes.get(service)
                    .forEach(
                            (minute, counts) ->
                                    all.add(
                                            new FunnelMinute(
                                                    name,
                                                    minute,
                                                    Arrays.stream(counts)
                                                            .limit(FunnelMinute.COUNTS)
                                                            .boxed()
                                                            .toList(),
                                                    counts[SUPPRESSED])));
        }
        FunnelMinute.write(file, all);
    }
}
