package dev.exodus.core.rates;

import dev.exodus.schemas.events.Feed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Partial counts before the shuffle: millions of events become a few hundred partials, and a feed
 * with few services causes no skew.
 *
 * <p>Holds no state of its own across a checkpoint: it is drained before each watermark, before
 * each snapshot and when it has grown large.
 */
public final class Bundle {
    private final int counters;
    private final boolean latencies;
    private final Map<String, ServiceCells> services = new HashMap<>();
    private ServiceCells last;
    private long events;

    public Bundle(Feed feed) {
        this.counters = feed.counters().size();
        this.latencies = feed == Feed.CONNECTION;
    }

    /**
     * Adds an event.
     *
     * @param platform may be null: the event then belongs to no platform
     * @param eventTime epoch milliseconds
     * @param counter ordinal of the counted value
     * @param weight how many events it stands for
     * @param latencyMs ignored for feeds without latencies
     */
    public void add(
            String service,
            String country,
            String platform,
            long eventTime,
            int counter,
            long weight,
            long latencyMs) {
        if (last == null || !last.service.equals(service)) {
            last = services.computeIfAbsent(service, ServiceCells::new);
        }
        last.add(country, platform, eventTime, counter, weight, latencyMs);
        events++;
    }

    /** Events added since the last {@link #drain}. */
    public long events() {
        return events;
    }

    /** Hands over everything counted, in order of service and minute, and is empty again. */
    public void drain(Consumer<MinutePartial> out) {
        if (events == 0) {
            return;
        }
        new TreeMap<>(services).values().forEach(cells -> cells.drain(out));
        events = 0;
    }

    /** The counts of one service. Names are numbered in the order in which they come. */
    private final class ServiceCells {
        private final String service;
        private final Names countries = new Names();
        private final Names platforms = new Names();
        private final CellTable seconds = new CellTable(counters);
        private final CellTable minutes = new CellTable(counters);
        private final Latencies values = new Latencies();

        ServiceCells(String service) {
            this.service = service;
        }

        void add(
                String country,
                String platform,
                long eventTime,
                int counter,
                long weight,
                long latencyMs) {
            long second = Math.floorDiv(eventTime, 1000);
            long minute = Math.floorDiv(eventTime, 60_000);
            int countryNumber = countries.number(country);
            seconds.add(CellTable.key(second, countryNumber), counter, weight);
            if (platform != null) {
                minutes.add(CellTable.key(minute, platforms.number(platform)), counter, weight);
            }
            if (latencies) {
                values.add(CellTable.key(minute, countryNumber), latencyMs, weight);
            }
        }

        void drain(Consumer<MinutePartial> out) {
            long[] cells = seconds.sortedKeys();
            long[] platformCells = minutes.sortedKeys();
            int[] latencyOrder = values.order();
            int cell = 0;
            int platformCell = 0;
            int latency = 0;
            while (cell < cells.length) {
                long minute = Math.floorDiv(CellTable.time(cells[cell]), 60);
                int cellEnd = end(cells, cell, minute, 60);
                int platformEnd = end(platformCells, platformCell, minute, 1);
                int latencyEnd = values.end(latencyOrder, latency, minute);
                out.accept(
                        partial(
                                minute,
                                Arrays.copyOfRange(cells, cell, cellEnd),
                                Arrays.copyOfRange(platformCells, platformCell, platformEnd),
                                Arrays.copyOfRange(latencyOrder, latency, latencyEnd)));
                cell = cellEnd;
                platformCell = platformEnd;
                latency = latencyEnd;
            }
            seconds.clear();
            minutes.clear();
            values.clear();
        }

        private MinutePartial partial(long minute, long[] cells, long[] platformCells, int[] lat) {
            Names used = new Names();
            long[] second = new long[cells.length];
            int[] country = new int[cells.length];
            long[] cellEvents = new long[cells.length];
            long[] cellCounts = new long[cells.length * counters];
            for (int i = 0; i < cells.length; i++) {
                second[i] = CellTable.time(cells[i]);
                country[i] = used.number(countries.name(CellTable.name(cells[i])));
                cellEvents[i] = seconds.events(cells[i]);
                seconds.copyCounts(cells[i], cellCounts, i * counters);
            }
            String[] platform = new String[platformCells.length];
            long[] platformEvents = new long[platformCells.length];
            long[] platformCounts = new long[platformCells.length * counters];
            for (int i = 0; i < platformCells.length; i++) {
                platform[i] = platforms.name(CellTable.name(platformCells[i]));
                platformEvents[i] = minutes.events(platformCells[i]);
                minutes.copyCounts(platformCells[i], platformCounts, i * counters);
            }
            int[] latencyCountry = new int[lat.length];
            long[] latencyMs = new long[lat.length];
            long[] latencyWeight = new long[lat.length];
            for (int i = 0; i < lat.length; i++) {
                latencyCountry[i] =
                        used.number(countries.name(CellTable.name(values.keys[lat[i]])));
                latencyMs[i] = values.latencyMs[lat[i]];
                latencyWeight[i] = values.weight[lat[i]];
            }
            return new MinutePartial(
                    service,
                    minute,
                    used.all(),
                    second,
                    country,
                    cellEvents,
                    cellCounts,
                    platform,
                    platformEvents,
                    platformCounts,
                    latencyCountry,
                    latencyMs,
                    latencyWeight);
        }

        private static int end(long[] keys, int from, long minute, int unitsPerMinute) {
            int end = from;
            while (end < keys.length
                    && Math.floorDiv(CellTable.time(keys[end]), unitsPerMinute) == minute) {
                end++;
            }
            return end;
        }
    }

    /** Numbers for names. */
    private static final class Names {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();

        int number(String name) {
            Integer number = numbers.get(name);
            if (number == null) {
                number = names.size();
                numbers.put(name, number);
                names.add(name);
            }
            return number;
        }

        String name(int number) {
            return names.get(number);
        }

        String[] all() {
            return names.toArray(String[]::new);
        }
    }

    /** Latencies as they came: they are merged where they are needed, in a histogram. */
    private static final class Latencies {
        private long[] keys = new long[64];
        private long[] latencyMs = new long[64];
        private long[] weight = new long[64];
        private int size;

        void add(long key, long latency, long eventWeight) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                latencyMs = Arrays.copyOf(latencyMs, size * 2);
                weight = Arrays.copyOf(weight, size * 2);
            }
            keys[size] = key;
            latencyMs[size] = latency;
            weight[size++] = eventWeight;
        }

        /** Indexes grouped by minute, in order of arrival within one. */
        int[] order() {
            long[] minuteAndIndex = new long[size];
            long first = size == 0 ? 0 : CellTable.time(keys[0]);
            for (int i = 0; i < size; i++) {
                minuteAndIndex[i] = (CellTable.time(keys[i]) - first) << 32 | i;
            }
            Arrays.sort(minuteAndIndex);
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                order[i] = (int) minuteAndIndex[i];
            }
            return order;
        }

        int end(int[] order, int from, long minute) {
            int end = from;
            while (end < order.length && CellTable.time(keys[order[end]]) == minute) {
                end++;
            }
            return end;
        }

        void clear() {
            size = 0;
        }
    }
}
