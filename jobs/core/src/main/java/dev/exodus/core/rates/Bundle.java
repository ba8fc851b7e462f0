package dev.exodus.core.rates;

import dev.exodus.schemas.events.Feed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Partial counts before the shuffle: millions of events become a few hundred partials, and a feed
 * with few services causes no skew.
 *
 * <p>Holds no state of its own across a checkpoint: it is drained before each watermark, before
 * each snapshot and when it has grown large. Latencies wait for the watermark that closes their
 * minute, since no row needs them before and over a whole minute many fall into one bucket.
 */
public final class Bundle {
    /** Most latencies that wait: they are passed on earlier when there are more. */
    private static final int MOST_LATENCIES = 1 << 18;

    private static final long MINUTE_MS = 60_000;

    private final int counters;
    private final boolean hasLatencies;
    private final Names names = new Names();
    private final Names countries = new Names();
    private final Names platforms = new Names();
    private ServiceCells[] services = new ServiceCells[8];
    private long events;
    private int waiting;
    private long lastMinute;
    private long lastFrom;

    public Bundle(Feed feed) {
        this.counters = feed.counters().size();
        this.hasLatencies = feed == Feed.CONNECTION;
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
        cells(service).add(country, platform, eventTime, counter, weight, latencyMs);
        events++;
    }

    private ServiceCells cells(String service) {
        int number = names.number(service);
        if (number == services.length) {
            services = Arrays.copyOf(services, 2 * number);
        }
        ServiceCells cells = services[number];
        if (cells == null) {
            cells = new ServiceCells(service);
            services[number] = cells;
        }
        return cells;
    }

    /** Events come minute by minute: a division is hardly ever needed. */
    private long minute(long eventTime) {
        if (eventTime < lastFrom || eventTime >= lastFrom + MINUTE_MS) {
            lastMinute = Math.floorDiv(eventTime, MINUTE_MS);
            lastFrom = lastMinute * MINUTE_MS;
        }
        return lastMinute;
    }

    /** Events added since the last {@link #drain}. */
    public long events() {
        return events;
    }

    /** Whether nothing waits to be handed over. */
    public boolean isEmpty() {
        return events == 0 && waiting == 0;
    }

    /** Hands over everything, in order of service and minute, and is empty again. */
    public void drain(Consumer<MinutePartial> out) {
        drain(Long.MAX_VALUE, out);
    }

    /**
     * Hands over everything that rows may need before or at a watermark: all counts, and the
     * latencies of minutes that it closes.
     *
     * @param watermark epoch milliseconds; {@code Long.MAX_VALUE} for all latencies
     */
    public void drain(long watermark, Consumer<MinutePartial> out) {
        if (isEmpty()) {
            return;
        }
        long closed =
                watermark == Long.MAX_VALUE || waiting > MOST_LATENCIES
                        ? Long.MAX_VALUE
                        : Math.floorDiv(watermark + 1, MINUTE_MS);
        Arrays.stream(services, 0, names.size())
                .sorted(Comparator.comparing(cells -> cells.service))
                .forEach(cells -> cells.drain(closed, out));
        events = 0;
    }

    /** The counts of one service. Countries and platforms have one number for all services. */
    private final class ServiceCells {
        private final String service;
        private final CellTable seconds = new CellTable(counters);
        private final CellTable minutes = new CellTable(counters);
        private final TreeMap<Long, LatencyTable> latencies = new TreeMap<>();
        private LatencyTable lastLatencies;
        private long lastMinute;

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
            long minute = minute(eventTime);
            int countryNumber = countries.number(country);
            seconds.add(second, countryNumber, counter, weight);
            if (platform != null) {
                minutes.add(minute, platforms.number(platform), counter, weight);
            }
            if (hasLatencies) {
                LatencyTable buckets = latencies(minute);
                int before = buckets.entries();
                buckets.add(countryNumber, LatencyHistogram.bucket(latencyMs), weight);
                waiting += buckets.entries() - before;
            }
        }

        private LatencyTable latencies(long minute) {
            if (lastLatencies == null || lastMinute != minute) {
                lastLatencies = latencies.computeIfAbsent(minute, ignored -> new LatencyTable());
                lastMinute = minute;
            }
            return lastLatencies;
        }

        /**
         * @param closed the first minute whose latencies are to wait
         */
        void drain(long closed, Consumer<MinutePartial> out) {
            int[] cells = seconds.inOrder();
            int[] platformCells = minutes.inOrder();
            int cell = 0;
            int platformCell = 0;
            for (long minute : minutesToDrain(cells, closed)) {
                int cellEnd = end(seconds, cells, cell, minute, 60);
                int platformEnd = end(minutes, platformCells, platformCell, minute, 1);
                out.accept(
                        partial(
                                minute,
                                Arrays.copyOfRange(cells, cell, cellEnd),
                                Arrays.copyOfRange(platformCells, platformCell, platformEnd),
                                minute < closed ? latencies.remove(minute) : null));
                cell = cellEnd;
                platformCell = platformEnd;
            }
            lastLatencies = null;
            seconds.clear();
            minutes.clear();
        }

        /** Those with counts, and those that are closed and whose latencies have waited. */
        private SortedSet<Long> minutesToDrain(int[] cells, long closed) {
            SortedSet<Long> drained = new TreeSet<>(latencies.headMap(closed).keySet());
            for (int cell = 0; cell < cells.length; ) {
                long minute = Math.floorDiv(seconds.time(cells[cell]), 60L);
                drained.add(minute);
                cell = end(seconds, cells, cell, minute, 60);
            }
            return drained;
        }

        private MinutePartial partial(
                long minute, int[] cells, int[] platformCells, LatencyTable buckets) {
            Selection used = new Selection(countries);
            long[] second = new long[cells.length];
            int[] country = new int[cells.length];
            long[] cellEvents = new long[cells.length];
            long[] cellCounts = new long[cells.length * counters];
            for (int i = 0; i < cells.length; i++) {
                second[i] = seconds.time(cells[i]);
                country[i] = used.number(seconds.name(cells[i]));
                cellEvents[i] = seconds.copy(cells[i], cellCounts, i * counters);
            }
            String[] platform = new String[platformCells.length];
            long[] platformEvents = new long[platformCells.length];
            long[] platformCounts = new long[platformCells.length * counters];
            for (int i = 0; i < platformCells.length; i++) {
                platform[i] = platforms.name(minutes.name(platformCells[i]));
                platformEvents[i] = minutes.copy(platformCells[i], platformCounts, i * counters);
            }
            if (buckets != null) {
                waiting -= buckets.entries();
                buckets.compact();
            }
            int waited = buckets == null ? 0 : buckets.entries();
            int[] latencyCountry = new int[waited];
            long[] latencyMs = new long[waited];
            long[] latencyWeight = new long[waited];
            if (buckets != null) {
                int[] next = {0};
                buckets.forEach(
                        (number, bucket, weight) -> {
                            int i = next[0]++;
                            latencyCountry[i] = used.number(number);
                            latencyMs[i] = LatencyHistogram.lowestMs(bucket);
                            latencyWeight[i] = weight;
                        });
            }
            return new MinutePartial(
                    service,
                    minute,
                    used.names(),
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

        private static int end(
                CellTable table, int[] cells, int from, long minute, int unitsPerMinute) {
            int end = from;
            while (end < cells.length
                    && Math.floorDiv(table.time(cells[end]), unitsPerMinute) == minute) {
                end++;
            }
            return end;
        }
    }

    /** The names that one partial uses, with numbers of its own in the order of their first use. */
    private static final class Selection {
        private final Names all;

        /** One more than the number here of a name's number among all, 0 for none. */
        private final int[] numbers;

        private final String[] names;
        private int size;

        Selection(Names all) {
            this.all = all;
            this.numbers = new int[all.size()];
            this.names = new String[all.size()];
        }

        int number(int amongAll) {
            if (numbers[amongAll] == 0) {
                names[size] = all.name(amongAll);
                numbers[amongAll] = ++size;
            }
            return numbers[amongAll] - 1;
        }

        String[] names() {
            return Arrays.copyOf(names, size);
        }
    }
}
