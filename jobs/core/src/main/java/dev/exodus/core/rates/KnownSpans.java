package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * When something (a service, a country, a platform) is known, so that its silence is a zero: the
 * union of {@code [t, t + keep]} over all its events at {@code t}. A function of the events alone,
 * whatever their order.
 */
final class KnownSpans {
    /** Disjoint and ascending, each {first, last}. Nearly always one. */
    private final List<long[]> spans = new ArrayList<>(1);

    /** Whether {@code t} lies in a span. */
    boolean contains(long t) {
        for (long[] span : spans) {
            if (span[0] <= t && t <= span[1]) {
                return true;
            }
        }
        return false;
    }

    /** Adds {@code [t, t + keep]}. */
    void add(long t, long keep) {
        long first = t;
        long last = t + keep;
        int at = 0;
        while (at < spans.size() && spans.get(at)[1] < first - 1) {
            at++;
        }
        while (at < spans.size() && spans.get(at)[0] <= last + 1) {
            long[] merged = spans.get(at);
            if (merged[0] <= first && last <= merged[1]) {
                return;
            }
            first = Math.min(first, merged[0]);
            last = Math.max(last, merged[1]);
            spans.remove(at);
        }
        spans.add(at, new long[] {first, last});
    }

    /** Forgets spans that end before {@code t}. */
    void forgetBefore(long t) {
        spans.removeIf(span -> span[1] < t);
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** The first known time; there must be one. */
    long first() {
        return spans.get(0)[0];
    }

    KnownSpans copy() {
        KnownSpans copy = new KnownSpans();
        spans.forEach(span -> copy.spans.add(span.clone()));
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(spans.size());
        for (long[] span : spans) {
            out.writeLong(span[0]);
            out.writeLong(span[1]);
        }
    }

    static KnownSpans read(DataInput in) throws IOException {
        KnownSpans known = new KnownSpans();
        for (int left = in.readInt(); left > 0; left--) {
            known.spans.add(new long[] {in.readLong(), in.readLong()});
        }
        return known;
    }
}
