package dev.exodus.core.migration;

import dev.exodus.core.rates.VarLong;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * What became of the codes of one service and country in the minutes of one hour: of each the
 * newest row of the funnel, by when codes were asked for, and the newest row of the rates, by when
 * things happened. The order in which rows come does not matter. Mutable; its state is its {@link
 * #write layout}.
 */
public final class CodesOfHour {
    /** Minutes of an hour. */
    static final int MINUTES = 60;

    private static final int LAYOUT = 1;

    /** What is kept of a minute. */
    private enum Field {
        /** Version of the funnel's row, and 1; 0 if there is none. */
        FUNNEL_VERSION,
        REQUESTED,
        DELIVERED,
        VERIFIED,
        PEOPLE,
        RETRIES,
        /** Milliseconds, and 1; 0 if nothing was delivered. Likewise the next. */
        P50,
        P95,
        SETTLED,
        /** Version of the row of the rates, and 1; 0 if there is none. */
        RATES_VERSION,
        ENTERED,
        GONE;

        private static final int COUNT = values().length;
    }

    private final long[] values;

    private CodesOfHour(long[] values) {
        this.values = values;
    }

    /** An hour of which nothing is known. */
    public CodesOfHour() {
        this(new long[MINUTES * Field.COUNT]);
    }

    private long get(int minute, Field field) {
        return values[minute * Field.COUNT + field.ordinal()];
    }

    private void set(int minute, Field field, long value) {
        values[minute * Field.COUNT + field.ordinal()] = value;
    }

    private boolean isNewer(int minute, Field version, long of) {
        if (of + 1 < get(minute, version)) {
            return false;
        }
        set(minute, version, of + 1);
        return true;
    }

    /**
     * Takes a row of the funnel unless a newer one is known.
     *
     * @param minute of the hour
     * @param version grows with the content of the minute; at least 0
     * @return whether it is the newest
     */
    boolean put(int minute, SmsFunnel row, long version) {
        if (!isNewer(minute, Field.FUNNEL_VERSION, version)) {
            return false;
        }
        set(minute, Field.REQUESTED, row.requested());
        set(minute, Field.DELIVERED, row.delivered());
        set(minute, Field.VERIFIED, row.verified());
        set(minute, Field.PEOPLE, row.uniqueRequesters());
        set(minute, Field.RETRIES, row.retries());
        set(minute, Field.P50, row.deliverP50Ms() == null ? 0 : row.deliverP50Ms() + 1);
        set(minute, Field.P95, row.deliverP95Ms() == null ? 0 : row.deliverP95Ms() + 1);
        set(minute, Field.SETTLED, row.settled() ? 1 : 0);
        return true;
    }

    /** Takes a row of the rates, likewise. */
    boolean put(int minute, SmsMinute row, long version) {
        if (!isNewer(minute, Field.RATES_VERSION, version)) {
            return false;
        }
        set(minute, Field.ENTERED, row.requested());
        set(minute, Field.GONE, row.delivered() + row.failed());
        return true;
    }

    /**
     * The funnel's row of a minute, with 0 and null for what is not kept: sent, failed, expired and
     * the time to verify. Null if there is none.
     */
    SmsFunnel funnel(String service, String country, long hour, int minute) {
        if (get(minute, Field.FUNNEL_VERSION) == 0) {
            return null;
        }
        return new SmsFunnel(
                service,
                country,
                Question.ALL,
                Instant.ofEpochSecond(60 * (hour * MINUTES + minute)),
                get(minute, Field.REQUESTED),
                0,
                get(minute, Field.DELIVERED),
                get(minute, Field.VERIFIED),
                0,
                0,
                get(minute, Field.PEOPLE),
                get(minute, Field.RETRIES),
                delay(minute, Field.P50),
                delay(minute, Field.P95),
                null,
                null,
                get(minute, Field.SETTLED) == 1,
                1,
                get(minute, Field.FUNNEL_VERSION) - 1);
    }

    private Long delay(int minute, Field field) {
        long value = get(minute, field);
        return value == 0 ? null : value - 1;
    }

    /** Whether there is a row of the rates. */
    boolean hasRates(int minute) {
        return get(minute, Field.RATES_VERSION) > 0;
    }

    /** Codes asked for in a minute, by the rates. */
    long entered(int minute) {
        return get(minute, Field.ENTERED);
    }

    /** Codes that arrived or failed in a minute, by the rates. */
    long gone(int minute) {
        return get(minute, Field.GONE);
    }

    /** Writes it; equal hours give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(LAYOUT);
        for (long value : values) {
            VarLong.write(value, out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is of another layout
     */
    public static CodesOfHour read(DataInput in) throws IOException {
        int layout = in.readByte();
        if (layout != LAYOUT) {
            throw new IOException(
                    "codes of an hour have layout " + layout + ", this release reads " + LAYOUT);
        }
        long[] values = new long[MINUTES * Field.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = VarLong.read(in);
        }
        return new CodesOfHour(values);
    }

    /** One that goes its own way from here. */
    public CodesOfHour copy() {
        return new CodesOfHour(values.clone());
    }
}
