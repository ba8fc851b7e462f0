package dev.exodus.core.funnel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One verification code: the set of what was observed of it. A set has no order and no duplicates,
 * so neither has what follows from it.
 *
 * <p>An attempt belongs to the cohort of its earliest request. Reached statuses are those of steps
 * before that request plus the gap; the first time of each counts. The revision of a cohort has,
 * for each request observed in it, the number of observations of that attempt: it grows with every
 * observation that changes the cohort, even with one that moves the attempt to another cohort.
 */
public final class Attempt {
    /** More requests or steps than this are refused: about five are usual. */
    static final int MOST = 16;

    private static final int VERSION = 1;
    private static final int STATUS_BITS = 3;
    private static final int STATUS_MASK = (1 << STATUS_BITS) - 1;

    /** Sorted. */
    private Request[] requests = {};

    /** Time and status of each step, sorted. */
    private long[] steps = {};

    /** Observes that the code was asked for. */
    public Observed request(Request request, long gapMs, CohortChange.Sink out) {
        int at = Arrays.binarySearch(requests, request);
        if (at >= 0) {
            return Observed.KNOWN;
        } else if (requests.length == MOST) {
            return Observed.REFUSED;
        }
        boolean inOrder = request.time() >= latest();
        Request[] known = requests;
        Outcome before = known.length == 0 ? null : outcome(gapMs);
        requests = inserted(known, ~at, request);
        boolean first = requests[0] == request;
        if (before != null && first) {
            out.change(CohortChange.of(known[0], -known[0].weight(), before, 0));
        }
        for (Request other : known) {
            out.change(CohortChange.ofRevision(other, 1));
        }
        out.change(
                first
                        ? CohortChange.of(request, request.weight(), outcome(gapMs), size())
                        : CohortChange.ofRevision(request, size()));
        return inOrder ? Observed.IN_ORDER : Observed.OUT_OF_ORDER;
    }

    /**
     * Observes a step behind the request.
     *
     * @param status ordinal of a status other than requested
     * @param time epoch milliseconds
     */
    public Observed step(int status, long time, long gapMs, CohortChange.Sink out) {
        long step = time << STATUS_BITS | status;
        int at = Arrays.binarySearch(steps, step);
        if (at >= 0) {
            return Observed.KNOWN;
        } else if (steps.length == MOST) {
            return Observed.REFUSED;
        }
        boolean inOrder = time >= latest();
        Outcome before = requests.length == 0 ? null : outcome(gapMs);
        steps = inserted(steps, ~at, step);
        if (before != null) {
            replace(before, outcome(gapMs), out);
            for (int i = 1; i < requests.length; i++) {
                out.change(CohortChange.ofRevision(requests[i], 1));
            }
        }
        return inOrder ? Observed.IN_ORDER : Observed.OUT_OF_ORDER;
    }

    private void replace(Outcome before, Outcome after, CohortChange.Sink out) {
        Request first = requests[0];
        if (after.adds(before)) {
            out.change(CohortChange.of(first, first.weight(), after.beyond(before), 1));
        } else {
            out.change(CohortChange.of(first, -first.weight(), before, 0));
            out.change(CohortChange.of(first, first.weight(), after, 1));
        }
    }

    /** From here on, epoch milliseconds, a step no longer counts. */
    public long end(long gapMs) {
        return (requests.length > 0 ? requests[0].time() : steps[0] >> STATUS_BITS) + gapMs;
    }

    /** Concludes it when nothing before {@link #end} can come any more. */
    public AttemptEnd conclude(long gapMs, CohortChange.Sink out) {
        if (requests.length == 0) {
            return new AttemptEnd(false, false, 0);
        }
        Outcome outcome = outcome(gapMs);
        Request first = requests[0];
        if (!outcome.ended()) {
            Outcome expired =
                    new Outcome(Count.EXPIRED.bit(), CohortChange.NONE, CohortChange.NONE);
            out.change(CohortChange.of(first, first.weight(), expired, 1));
        }
        return new AttemptEnd(true, !outcome.ended(), missing(outcome.counts()));
    }

    private static int missing(int counts) {
        boolean verified = Count.VERIFIED.in(counts);
        boolean delivered = Count.DELIVERED.in(counts);
        int missing = verified && !delivered ? 1 : 0;
        return (verified || delivered) && !Count.SENT.in(counts) ? missing + 1 : missing;
    }

    private Outcome outcome(long gapMs) {
        long requested = requests[0].time();
        int counts = Count.REQUESTED.bit();
        long deliver = CohortChange.NONE;
        long verify = CohortChange.NONE;
        for (long step : steps) {
            long delay = (step >> STATUS_BITS) - requested;
            if (delay >= gapMs) {
                break;
            }
            int bit = 1 << (step & STATUS_MASK);
            if ((counts & bit) == 0 && bit == Count.DELIVERED.bit()) {
                deliver = Math.max(0, delay);
            } else if ((counts & bit) == 0 && bit == Count.VERIFIED.bit()) {
                verify = Math.max(0, delay);
            }
            counts |= bit;
        }
        return new Outcome(counts, deliver, verify);
    }

    private long latest() {
        long request = requests.length == 0 ? Long.MIN_VALUE : requests[requests.length - 1].time();
        return steps.length == 0
                ? request
                : Math.max(request, steps[steps.length - 1] >> STATUS_BITS);
    }

    private int size() {
        return requests.length + steps.length;
    }

    private static Request[] inserted(Request[] sorted, int at, Request added) {
        Request[] all = new Request[sorted.length + 1];
        System.arraycopy(sorted, 0, all, 0, at);
        all[at] = added;
        System.arraycopy(sorted, at, all, at + 1, sorted.length - at);
        return all;
    }

    private static long[] inserted(long[] sorted, int at, long added) {
        long[] all = new long[sorted.length + 1];
        System.arraycopy(sorted, 0, all, 0, at);
        all[at] = added;
        System.arraycopy(sorted, at, all, at + 1, sorted.length - at);
        return all;
    }

    public Attempt copy() {
        Attempt copy = new Attempt();
        copy.requests = requests; // never changed in place
        copy.steps = steps;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(requests.length);
        for (Request request : requests) {
            request.write(out);
        }
        out.writeByte(steps.length);
        for (long step : steps) {
            out.writeLong(step);
        }
    }

    public static Attempt read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("state of an attempt has version " + version);
        }
        Attempt attempt = new Attempt();
        attempt.requests = new Request[in.readByte()];
        for (int i = 0; i < attempt.requests.length; i++) {
            attempt.requests[i] = Request.read(in);
        }
        attempt.steps = new long[in.readByte()];
        for (int i = 0; i < attempt.steps.length; i++) {
            attempt.steps[i] = in.readLong();
        }
        return attempt;
    }
}
