package dev.exodus.simulator.answer;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A minute of one feed while records are still booked to it. Every event is counted here, in the
 * simulator's only thread, so counts lie in arrays; {@link TruthMinute} is what is read back.
 */
final class OpenMinute {
    private static final int SECONDS = 60;

    /** Epoch minute. */
    final long number;

    /** Records by what became of them: columns of {@link TruthMinute#ledger}. */
    final long[] ledger = new long[6];

    private final Cells seconds;
    private final Cells platforms;
    private final TreeMap<Integer, long[]> late = new TreeMap<>();
    private final TreeMap<Integer, Long> deadLetters = new TreeMap<>();
    private final Latencies[] latencies;
    private final int countries;

    OpenMinute(long number, int services, int countries, int platforms, int counters) {
        this.number = number;
        this.countries = countries;
        this.seconds = new Cells(SECONDS, services, countries, counters);
        this.platforms = new Cells(1, services, platforms, counters);
        this.latencies = new Latencies[services * countries];
    }

    void count(int second, int service, int country, int platform, int counter, long weight) {
        seconds.add(second, service, country, counter, weight);
        platforms.add(0, service, platform, counter, weight);
    }

    /** An event that came too late, by its event time. */
    void late(int second, int service, int country, int counter, long weight) {
        long[] counts =
                late.computeIfAbsent(
                        TruthMinute.cell(second, service, country),
                        ignored -> new long[seconds.width]);
        counts[0]++;
        counts[counter + 1] += weight;
    }

    void latency(int service, int country, long latencyMs, long weight) {
        int at = service * countries + country;
        if (latencies[at] == null) {
            latencies[at] = new Latencies();
        }
        latencies[at].add(latencyMs << 32 | weight);
    }

    void deadLetter(int reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    /** Weighted count of one counter in a second, all countries together. */
    long count(int second, int service, int counter) {
        return seconds.sum(second, service, counter);
    }

    /** Writes what {@link TruthMinute#read} reads. */
    void write(DataOutput out) throws IOException {
        out.writeLong(number);
        seconds.write(out);
        out.writeInt(late.size());
        for (Map.Entry<Integer, long[]> entry : late.entrySet()) {
            writeCell(entry.getKey(), entry.getValue(), 0, seconds.width, out);
        }
        platforms.write(out);
        writeLatencies(out);
        for (long count : ledger) {
            out.writeLong(count);
        }
        out.writeInt(deadLetters.size());
        for (Map.Entry<Integer, Long> entry : deadLetters.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private void writeLatencies(DataOutput out) throws IOException {
        int used = 0;
        for (Latencies values : latencies) {
            used += values == null ? 0 : 1;
        }
        out.writeInt(used);
        for (int at = 0; at < latencies.length; at++) {
            if (latencies[at] != null) {
                out.writeInt(TruthMinute.cell(0, at / countries, at % countries));
                latencies[at].write(out);
            }
        }
    }

    private static void writeCell(int key, long[] counts, int from, int width, DataOutput out)
            throws IOException {
        out.writeInt(key);
        out.writeByte(width);
        for (int i = from; i < from + width; i++) {
            out.writeLong(counts[i]);
        }
    }

    /** Events, then weighted counts by counter, of each second, service and name. */
    private static final class Cells {
        private final int services;
        private final int names;
        private final int width;
        private final long[] counts;
        private int used;

        Cells(int seconds, int services, int names, int counters) {
            this.services = services;
            this.names = names;
            this.width = counters + 1;
            this.counts = new long[seconds * services * names * width];
        }

        private int at(int second, int service, int name) {
            return ((second * services + service) * names + name) * width;
        }

        void add(int second, int service, int name, int counter, long weight) {
            int at = at(second, service, name);
            used += counts[at] == 0 ? 1 : 0;
            counts[at]++;
            counts[at + 1 + counter] += weight;
        }

        long sum(int second, int service, int counter) {
            long sum = 0;
            for (int name = 0; name < names; name++) {
                sum += counts[at(second, service, name) + 1 + counter];
            }
            return sum;
        }

        void write(DataOutput out) throws IOException {
            out.writeInt(used);
            for (int at = 0; at < counts.length; at += width) {
                if (counts[at] > 0) {
                    int cell = at / width;
                    int row = cell / names;
                    int key = TruthMinute.cell(row / services, row % services, cell % names);
                    writeCell(key, counts, at, width, out);
                }
            }
        }
    }

    /** Latency in the upper, weight in the lower half of each. */
    private static final class Latencies {
        private long[] values = new long[16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        void write(DataOutput out) throws IOException {
            out.writeInt(size);
            for (int i = 0; i < size; i++) {
                out.writeLong(values[i]);
            }
        }
    }
}
