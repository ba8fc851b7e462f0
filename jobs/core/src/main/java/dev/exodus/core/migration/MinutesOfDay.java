package dev.exodus.core.migration;

import dev.exodus.core.rates.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Registrations of one service and country in the minutes of one UTC day: the newest row of each
 * counts, whatever order they come in. Mutable; its state is its {@link #write layout}.
 */
public final class MinutesOfDay {
    /** Minutes of a day. */
    public static final int MINUTES = 1440;

    private static final int LAYOUT = 1;
    private static final long UNKNOWN = -1;

    private final long[] counts;

    /** Version of each minute; null once nothing can change any more. */
    private long[] versions;

    private MinutesOfDay(long[] counts, long[] versions) {
        this.counts = counts;
        this.versions = versions;
    }

    /** A day of which no minute is known. */
    public MinutesOfDay() {
        this(new long[MINUTES], new long[MINUTES]);
        Arrays.fill(counts, UNKNOWN);
        Arrays.fill(versions, UNKNOWN);
    }

    /**
     * Takes a row unless a newer one is known.
     *
     * @param minute of the day
     * @param count registrations; negative if the minute was not covered throughout
     * @param version grows with the content of the minute; at least 0
     * @return whether it is the newest
     */
    public boolean put(int minute, long count, long version) {
        if (versions == null || version < versions[minute]) {
            return false;
        }
        counts[minute] = Math.max(count, UNKNOWN);
        versions[minute] = version;
        return true;
    }

    /** Registrations in a minute of the day; NaN if it is not known. */
    public double at(int minute) {
        return counts[minute] == UNKNOWN ? Double.NaN : counts[minute];
    }

    /** From here on nothing changes, so versions need not be kept. */
    public void seal() {
        versions = null;
    }

    /** Writes it; equal days give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(LAYOUT);
        out.writeBoolean(versions != null);
        for (int i = 0; i < MINUTES; i++) {
            VarLong.write(counts[i] + 1, out);
            if (versions != null) {
                VarLong.write(versions[i] + 1, out);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is of another layout
     */
    public static MinutesOfDay read(DataInput in) throws IOException {
        int layout = in.readByte();
        if (layout != LAYOUT) {
            throw new IOException(
                    "registrations have layout " + layout + ", this release reads " + LAYOUT);
        }
        long[] counts = new long[MINUTES];
        long[] versions = in.readBoolean() ? new long[MINUTES] : null;
        for (int i = 0; i < MINUTES; i++) {
            counts[i] = VarLong.read(in) - 1;
            if (versions != null) {
                versions[i] = VarLong.read(in) - 1;
            }
        }
        return new MinutesOfDay(counts, versions);
    }

    /** One that goes its own way from here. */
    public MinutesOfDay copy() {
        return new MinutesOfDay(counts.clone(), versions == null ? null : versions.clone());
    }
}
