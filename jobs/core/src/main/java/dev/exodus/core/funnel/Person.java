package dev.exodus.core.funnel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The requests of one person, known by a pseudonym: which begin a session, and which are retries.
 *
 * <p>A session is a chain of requests, each less than the gap after the one before; so a request is
 * a retry if and only if the person made another within the gap before it. That needs no session to
 * be kept, merged or closed, and does not depend on the order of arrival.
 *
 * <p>The revision of a cohort has, for each of its requests, one more than the number of requests
 * that the person is known to have made within the gap before.
 */
public final class Person {
    static final int MOST = 64;
    private static final int VERSION = 1;

    /** Sorted. */
    private final List<Asked> asked = new ArrayList<>(2);

    /**
     * A request of this person.
     *
     * @param attempt hash of the attempt's id
     * @param counted false if it is counted under another pseudonym of the person, so that here it
     *     only makes later ones retries
     */
    private record Asked(Request request, long attempt, boolean counted)
            implements Comparable<Asked> {
        @Override
        public int compareTo(Asked other) {
            int byRequest = request.compareTo(other.request);
            return byRequest != 0 ? byRequest : Long.compare(attempt, other.attempt);
        }
    }

    /** Observes a request. */
    public Observed request(
            Request request, long attempt, boolean counted, long gapMs, CohortChange.Sink out) {
        Asked added = new Asked(request, attempt, counted);
        int at = Collections.binarySearch(asked, added);
        if (at >= 0) {
            return Observed.KNOWN;
        } else if (asked.size() == MOST) {
            return Observed.REFUSED;
        }
        boolean last = ~at == asked.size();
        int[] roles = new int[asked.size()];
        long[] revisions = new long[asked.size()];
        for (int i = 0; i < roles.length; i++) {
            roles[i] = role(i, gapMs);
            revisions[i] = revision(i, gapMs);
        }
        asked.add(~at, added);
        for (int i = ~at; i < asked.size(); i++) {
            int before = i - 1;
            boolean isNew = i == ~at;
            replace(i, isNew ? 0 : roles[before], isNew ? 0 : revisions[before], gapMs, out);
        }
        return last ? Observed.IN_ORDER : Observed.OUT_OF_ORDER;
    }

    /** Emits what differs from before; an insertion changes nothing of earlier requests. */
    private void replace(int i, int role, long revision, long gapMs, CohortChange.Sink out) {
        Request request = asked.get(i).request;
        int newRole = role(i, gapMs);
        long more = revision(i, gapMs) - revision;
        if (role == newRole && more == 0) {
            return;
        }
        if (role != newRole && role != 0) {
            out.change(change(request, -request.weight(), role, 0));
        }
        out.change(change(request, request.weight(), role == newRole ? 0 : newRole, more));
    }

    private static CohortChange change(Request request, long weight, int role, long revision) {
        Outcome outcome = new Outcome(role, CohortChange.NONE, CohortChange.NONE);
        return CohortChange.of(request, weight, outcome, revision);
    }

    /** What request i counts as: unique, retry, or nothing if its attempt was requested before. */
    private int role(int i, long gapMs) {
        Asked one = asked.get(i);
        boolean retry = false;
        for (int j = i - 1; j >= 0; j--) {
            Asked earlier = asked.get(j);
            if (earlier.attempt == one.attempt && earlier.counted) {
                return 0;
            }
            retry |= one.request.time() - earlier.request.time() < gapMs;
        }
        if (!one.counted) {
            return 0;
        }
        return retry ? Count.RETRY.bit() : Count.UNIQUE.bit();
    }

    private long revision(int i, long gapMs) {
        Asked one = asked.get(i);
        if (!one.counted) {
            return 0;
        }
        long revision = 1;
        for (int j = i - 1; j >= 0; j--) {
            if (one.request.time() - asked.get(j).request.time() < gapMs) {
                revision++;
            }
        }
        return revision;
    }

    /** Forgets requests that no later one can be a retry of, made before a time. */
    public void forget(long before) {
        asked.removeIf(one -> one.request.time() < before);
    }

    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /** When the earliest request was made, epoch milliseconds. */
    public long earliest() {
        return asked.get(0).request.time();
    }

    public Person copy() {
        Person copy = new Person();
        copy.asked.addAll(asked);
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(asked.size());
        for (Asked one : asked) {
            one.request.write(out);
            out.writeLong(one.attempt);
            out.writeBoolean(one.counted);
        }
    }

    public static Person read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("state of a person has version " + version);
        }
        Person person = new Person();
        for (int left = in.readByte(); left > 0; left--) {
            person.asked.add(new Asked(Request.read(in), in.readLong(), in.readBoolean()));
        }
        return person;
    }
}
