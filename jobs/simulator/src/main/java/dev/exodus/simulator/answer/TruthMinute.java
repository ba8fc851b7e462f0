package dev.exodus.simulator.answer;

import java.io.DataInput;
import java.io.IOException;
import java.util.TreeMap;

/**
 * What must be counted in one minute of one feed.
 *
 * <p>Cells are keyed by {@link #cell}; each holds the number of events, then the weighted counts in
 * the order of the feed's counters.
 */
public final class TruthMinute {
    /** Columns of {@link #ledger}. */
    public static final int READ = 0;

    public static final int COUNTED = 1;
    public static final int DUPLICATE = 2;
    public static final int LATE = 3;
    public static final int REJECTED = 4;
    public static final int HEARTBEAT = 5;

    /** Epoch minute. */
    public final long minute;

    /** {@code cell(second of minute, service, country)} to counts. */
    public final TreeMap<Integer, long[]> cells = new TreeMap<>();

    /** As cells: events that came too late, by their event time. */
    public final TreeMap<Integer, long[]> late = new TreeMap<>();

    /** {@code cell(0, service, platform)} to counts. */
    public final TreeMap<Integer, long[]> platforms = new TreeMap<>();

    /** {@code cell(0, service, country)} to latency in the upper and weight in the lower half. */
    public final TreeMap<Integer, long[]> latencies = new TreeMap<>();

    /** Records by what became of them. */
    public final long[] ledger = new long[6];

    /** Ordinal of the reject reason to dead letters of this minute, late ones included. */
    public final TreeMap<Integer, Long> deadLetters = new TreeMap<>();

    public TruthMinute(long minute) {
        this.minute = minute;
    }

    /** The key of a cell. */
    public static int cell(int second, int service, int name) {
        return second << 16 | service << 8 | name;
    }

    public static int second(int cell) {
        return cell >> 16;
    }

    public static int service(int cell) {
        return cell >> 8 & 0xFF;
    }

    public static int name(int cell) {
        return cell & 0xFF;
    }

    /** Whether a record was read in it, by the clock of its partition. */
    public boolean isBooked() {
        return ledger[READ] > 0;
    }

    /** Reads what {@link OpenMinute#write} wrote. */
    static TruthMinute read(DataInput in) throws IOException {
        TruthMinute truth = new TruthMinute(in.readLong());
        read(truth.cells, in);
        read(truth.late, in);
        read(truth.platforms, in);
        for (int left = in.readInt(); left > 0; left--) {
            int key = in.readInt();
            long[] values = new long[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readLong();
            }
            truth.latencies.put(key, values);
        }
        for (int i = 0; i < truth.ledger.length; i++) {
            truth.ledger[i] = in.readLong();
        }
        for (int left = in.readInt(); left > 0; left--) {
            int reason = in.readInt();
            truth.deadLetters.put(reason, in.readLong());
        }
        return truth;
    }

    private static void read(TreeMap<Integer, long[]> cells, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            int key = in.readInt();
            long[] counts = new long[in.readByte()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.readLong();
            }
            cells.put(key, counts);
        }
    }
}
