package dev.exodus.simulator.answer;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who did what in which five minutes, exactly: of the connection feeds those in their samples, of
 * sign-ups everybody. Only events that count are in it.
 */
public final class PeopleKey {
    /** What people do. */
    public enum Deed {
        /** Could not connect; a refused password is none of it. */
        FAILED,
        CONNECTED,
        REGISTERED
    }

    /** Length of a cell of time. */
    public static final long CELL_MS = 300_000;

    private static final int CELL_BITS = 19;
    private static final int DEED_BITS = 2;
    private static final int SERVICE_BITS = 6;
    private static final int NUMBER_BITS = 30;
    private static final int COUNTRY_BITS = 7;
    private static final int COUNTRIES = 1 << COUNTRY_BITS;
    private static final long HOUR_MS = 3_600_000;
    private static final int PERSON_SHIFT = CELL_BITS + DEED_BITS + SERVICE_BITS;

    /** Phone numbers have nine digits behind the calling code. */
    private static final long NUMBERS = 1_000_000_000L;

    private final List<String> services;
    private final long[] weights;
    private final long firstCell;
    private final LongBuffer records;

    private PeopleKey(List<String> services, long[] weights, long firstCell, LongBuffer records) {
        this.services = services;
        this.weights = weights;
        this.firstCell = firstCell;
        this.records = records;
    }

    static PeopleKey read(Path file, List<String> services) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            LongBuffer all = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size()).asLongBuffer();
            long firstCell = all.get();
            long[] weights = new long[(int) all.get()];
            all.get(weights);
            return new PeopleKey(services, weights, firstCell, all.slice());
        }
    }

    static long record(int country, long person, int service, int deed, long cell) {
        if (service >>> SERVICE_BITS != 0 || cell >>> CELL_BITS != 0) {
            throw new IllegalArgumentException(
                    "no room for service %d in cell %d".formatted(service, cell));
        }
        long who = (long) country << NUMBER_BITS | person % NUMBERS;
        return ((who << SERVICE_BITS | service) << DEED_BITS | deed) << CELL_BITS | cell;
    }

    /** How many people somebody in the sample of a service stands for. */
    public long weight(String service) {
        return weights[services.indexOf(service)];
    }

    /**
     * Those who did one of some things at a service.
     *
     * @param from first moment, at the beginning of a cell
     * @param to end, likewise
     * @return each once, in ascending order; {@link #country} says where they live
     */
    public long[] who(String service, Set<Deed> deeds, Instant from, Instant to) {
        return distinct(service, deeds, from, to, Long.MAX_VALUE);
    }

    /**
     * Most people in one hour, by country, who did something at a service.
     *
     * @param from within the first hour, which is looked at as a whole
     * @param to within the last hour or at its beginning, likewise
     * @param countries how many there are
     */
    public long[] mostInAnHour(String service, Deed deed, Instant from, Instant to, int countries) {
        long first = Math.floorDiv(from.toEpochMilli(), HOUR_MS);
        long end = -Math.floorDiv(-to.toEpochMilli(), HOUR_MS);
        long[] found =
                distinct(
                        service,
                        EnumSet.of(deed),
                        Instant.ofEpochMilli(first * HOUR_MS),
                        Instant.ofEpochMilli(end * HOUR_MS),
                        HOUR_MS / CELL_MS);
        long[] most = new long[countries];
        long count = 0;
        for (int i = 0; i < found.length; i++) {
            // Sorted by hour and then by country.
            boolean more = i > 0 && found[i] >>> NUMBER_BITS == found[i - 1] >>> NUMBER_BITS;
            count = more ? count + 1 : 1;
            int country = country(found[i]) & COUNTRIES - 1;
            most[country] = Math.max(most[country], count);
        }
        return most;
    }

    /** People, with the number of the part of the time that they did it in above them. */
    private long[] distinct(
            String service, Set<Deed> deeds, Instant from, Instant to, long cellsOfPart) {
        int number = services.indexOf(service);
        long first = Math.floorDiv(from.toEpochMilli(), CELL_MS) - firstCell;
        long end = Math.floorDiv(to.toEpochMilli(), CELL_MS) - firstCell;
        boolean[] wanted = new boolean[1 << DEED_BITS];
        deeds.forEach(deed -> wanted[deed.ordinal()] = true);
        long[] found = new long[1024];
        int size = 0;
        for (int i = 0; i < records.limit(); i++) {
            long entry = records.get(i);
            long cell = entry & (1L << CELL_BITS) - 1;
            int what = (int) (entry >>> CELL_BITS) & (1 << DEED_BITS) - 1;
            int where = (int) (entry >>> CELL_BITS + DEED_BITS) & (1 << SERVICE_BITS) - 1;
            if (where == number && wanted[what] && first <= cell && cell < end) {
                if (size == found.length) {
                    size = distinct(found, size);
                    found = size > found.length / 2 ? Arrays.copyOf(found, 2 * size) : found;
                }
                long part = cellsOfPart == Long.MAX_VALUE ? 0 : (firstCell + cell) / cellsOfPart;
                found[size++] = part << NUMBER_BITS + COUNTRY_BITS | entry >>> PERSON_SHIFT;
            }
        }
        return Arrays.copyOf(found, distinct(found, size));
    }

    /** As {@link #who(String, Set, Instant, Instant)}, of one thing. */
    public long[] who(String service, Deed deed, Instant from, Instant to) {
        return who(service, EnumSet.of(deed), from, to);
    }

    /** Sorts the first entries and leaves each once; returns how many there are. */
    private static int distinct(long[] values, int size) {
        Arrays.sort(values, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || values[kept - 1] != values[i]) {
                values[kept++] = values[i];
            }
        }
        return kept;
    }

    /** Who are in both. */
    public static long[] both(long[] some, long[] others) {
        return Arrays.stream(some).filter(p -> Arrays.binarySearch(others, p) >= 0).toArray();
    }

    /** The country of a person, by its number in the summary. */
    public static int country(long person) {
        return (int) (person >>> NUMBER_BITS);
    }
}
