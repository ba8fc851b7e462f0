package dev.exodus.core.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The open minutes of one feed's ledger. Mutable, and changed only by {@link FeedLedger}. */
public final class LedgerState {
    private static final int FORMAT = 1;

    /** Minute -> records by disposition. */
    final TreeMap<Long, Entry> minutes = new TreeMap<>();

    /** Rows of minutes before this one were emitted. */
    long nextMinute = Long.MIN_VALUE;

    /** The first minute of the feed; it has a row for every minute from there on. */
    long firstMinute = Long.MAX_VALUE;

    /** The bookings of one minute and the revision emitted last. */
    static final class Entry {
        final long[] counts;
        long emitted;

        Entry(long[] counts, long emitted) {
            this.counts = counts;
            this.emitted = emitted;
        }

        long count(Disposition disposition) {
            return counts[disposition.ordinal()];
        }

        long revision() {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }
    }

    public LedgerState copy() {
        LedgerState copy = new LedgerState();
        minutes.forEach(
                (minute, entry) ->
                        copy.minutes.put(minute, new Entry(entry.counts.clone(), entry.emitted)));
        copy.nextMinute = nextMinute;
        copy.firstMinute = firstMinute;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(nextMinute);
        out.writeLong(firstMinute);
        out.writeInt(minutes.size());
        for (Map.Entry<Long, Entry> minute : minutes.entrySet()) {
            out.writeLong(minute.getKey());
            out.writeLong(minute.getValue().emitted);
            for (long count : minute.getValue().counts) {
                out.writeLong(count);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it was written by a release that this one does not know
     */
    public static LedgerState read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException(
                    "ledger state of format " + format + ", this release reads " + FORMAT);
        }
        LedgerState state = new LedgerState();
        state.nextMinute = in.readLong();
        state.firstMinute = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            long minute = in.readLong();
            long emitted = in.readLong();
            long[] counts = new long[Disposition.values().length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.readLong();
            }
            state.minutes.put(minute, new Entry(counts, emitted));
        }
        return state;
    }
}
