package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts of one bucket: what the events in it add up to, and which revision of it was emitted last.
 */
final class Cell {
    /** Revision emitted last of what was not emitted. */
    static final long NEVER = -1;

    final long[] counts;
    long events;
    long peak;
    long peakSecond;
    LatencyHistogram latencies;
    private long emitted = NEVER;

    Cell(int counters) {
        this(new long[counters]);
    }

    private Cell(long[] counts) {
        this.counts = counts;
    }

    Cell(long[] counts, long events, long emitted) {
        this.counts = counts;
        this.events = events;
        this.emitted = emitted;
    }

    void add(long moreEvents, long[] moreCounts, int at) {
        events += moreEvents;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += moreCounts[at + i];
        }
    }

    /**
     * Offers the count of one second as the highest. Counts only grow, so the last offer of a
     * second is its final count, and the peak does not depend on the order of offers.
     */
    void offerPeak(long count, long second) {
        if (count > peak || count == peak && count > 0 && second < peakSecond) {
            peak = count;
            peakSecond = second;
        }
    }

    void addLatency(long latencyMs, long weight) {
        if (latencies == null) {
            latencies = new LatencyHistogram();
        }
        latencies.add(latencyMs, weight);
    }

    /** Whether the content differs from what was emitted last. */
    boolean isDirty() {
        return emitted != events;
    }

    void markEmitted() {
        emitted = events;
    }

    /** Revision that was emitted last, or {@link #NEVER}. */
    long emitted() {
        return emitted;
    }

    Cell copy() {
        Cell copy = new Cell(counts.clone());
        copy.events = events;
        copy.peak = peak;
        copy.peakSecond = peakSecond;
        copy.latencies = latencies == null ? null : latencies.copy();
        copy.emitted = emitted;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        for (long count : counts) {
            VarLong.write(count, out);
        }
        VarLong.write(events, out);
        VarLong.write(emitted + 1, out);
        VarLong.write(peak, out);
        if (peak > 0) {
            out.writeLong(peakSecond);
        }
        out.writeBoolean(latencies != null);
        if (latencies != null) {
            latencies.write(out);
        }
    }

    static Cell read(int counters, DataInput in) throws IOException {
        Cell cell = new Cell(counters);
        for (int i = 0; i < counters; i++) {
            cell.counts[i] = VarLong.read(in);
        }
        cell.events = VarLong.read(in);
        cell.emitted = VarLong.read(in) - 1;
        cell.peak = VarLong.read(in);
        if (cell.peak > 0) {
            cell.peakSecond = in.readLong();
        }
        if (in.readBoolean()) {
            cell.latencies = LatencyHistogram.read(in);
        }
        return cell;
    }
}
