package dev.exodus.simulator.answer;

import dev.exodus.schemas.events.Sms;
import dev.exodus.simulator.feed.Draft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every code whose events count, by minute of its request. All codes of a person are
 * judged together when nothing was seen of the person for an hour, and then forgotten: half an hour
 * after a request another one is none of the same wait, and an event that counts is some ten
 * minutes late at most.
 */
final class FunnelTruth {
    private static final long GAP_MS = 30 * 60_000;
    private static final long HOUR_MS = 3_600_000;

    private static final int UNIQUE = 6;
    private static final int RETRY = 7;
    private static final int SUPPRESSED = 8;
    private static final int ENDS =
            1 << Sms.Status.FAILED.ordinal()
                    | 1 << Sms.Status.EXPIRED.ordinal()
                    | 1 << Sms.Status.VERIFIED.ordinal();

    /** People seen in the newest hour, and in the one before it. */
    private Map<Long, Person> newer = new HashMap<>();

    private Map<Long, Person> older = new HashMap<>();
    private final List<Map<Long, long[]>> minutes = new ArrayList<>();
    private long hour = Long.MIN_VALUE;

    /** A person of one service, and the codes that were asked for. */
    private static final class Person {
        private static final int FIELDS = 3;
        private static final long NOT_REQUESTED = Long.MIN_VALUE;

        private final int service;

        /** The last hour in which it was seen. */
        private long seen;

        /** Of each code: which it is, when it was asked for, and the set of what was seen of it. */
        private long[] codes = new long[0];

        private Person(int service) {
            this.service = service;
        }

        void take(long attempt, int status, long time) {
            int at = 0;
            while (at < codes.length && codes[at] != attempt) {
                at += FIELDS;
            }
            if (at == codes.length) {
                codes = Arrays.copyOf(codes, at + FIELDS);
                codes[at] = attempt;
                codes[at + 1] = NOT_REQUESTED;
            }
            codes[at + 2] |= 1L << status;
            if (status == Sms.Status.REQUESTED.ordinal()) {
                codes[at + 1] = time;
            }
        }

        /** Whether somebody who asks at a time has asked for another code not long before. */
        boolean askedBefore(long time) {
            for (int at = 0; at < codes.length; at += FIELDS) {
                long other = codes[at + 1];
                if (other != NOT_REQUESTED && other < time && time - other < GAP_MS) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Takes an event that counts. */
    void take(Draft draft) {
        advance(Math.floorDiv(draft.eventTime, HOUR_MS));
        // Phone numbers are below 2^44.
        long key = (long) draft.service << 44 | draft.person;
        Person person = newer.get(key);
        if (person == null) {
            person = older.get(key);
            if (person == null) {
                person = new Person(draft.service);
            }
            person.seen = hour;
            newer.put(key, person);
        }
        person.take(draft.attempt, draft.counter, draft.eventTime);
    }

    private void advance(long to) {
        if (hour == Long.MIN_VALUE) {
            hour = to;
        }
        while (hour < to) {
            judgeOlder();
            older = newer;
            newer = new HashMap<>();
            hour++;
        }
    }

    private void judgeOlder() {
        for (Person person : older.values()) {
            if (person.seen < hour) {
                judge(person);
            }
        }
    }

    /** Somebody who set out at a time would have registered but for the gateway. */
    void suppressed(int service, long time) {
        minute(service, time)[SUPPRESSED]++;
    }

    private void judge(Person person) {
        for (int at = 0; at < person.codes.length; at += Person.FIELDS) {
            long requested = person.codes[at + 1];
            if (requested == Person.NOT_REQUESTED) {
                continue;
            }
            long[] counts = minute(person.service, requested);
            int statuses = (int) person.codes[at + 2];
            if ((statuses & ENDS) == 0) {
                statuses |= 1 << Sms.Status.EXPIRED.ordinal();
            }
            for (int status = 0; status < UNIQUE; status++) {
                counts[status] += statuses >> status & 1;
            }
            counts[person.askedBefore(requested) ? RETRY : UNIQUE]++;
        }
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
        advance(hour + 2);
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
