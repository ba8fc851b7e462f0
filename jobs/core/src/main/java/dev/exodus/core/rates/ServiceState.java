package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that is still open of one service in one feed: its seconds and minutes within the
 * allowed lateness, its days, and since when its countries and platforms are known.
 *
 * <p>Mutable, and changed only by {@link ServiceRates}. Written in the order of times and names:
 * equal states give equal bytes.
 */
public final class ServiceState {
    /** The pseudo country or platform for all. */
    static final String ALL = "*";

    private static final int FORMAT = 1;

    private final int counters;

    /** Numbers of the countries in {@link #seconds}; not written, given anew when it is read. */
    final Names countries;

    /** Cells of {@link #minutes} by those numbers; not written either. */
    final NewestMinute newest = new NewestMinute();

    /** How many countries a second had; as a hint only, so not written. */
    int usualCountries;

    /**
     * Before which minute countries and platforms were forgotten; not written: it is done again.
     */
    long forgottenMinute = Long.MIN_VALUE;

    /** Second -> counts, of each country and of all. */
    final TreeMap<Long, SecondCells> seconds = new TreeMap<>();

    /** Minute -> country (or {@link #ALL}) -> counts. */
    final TreeMap<Long, TreeMap<String, Cell>> minutes = new TreeMap<>();

    /** Minute -> platform -> counts. */
    final TreeMap<Long, TreeMap<String, Cell>> platformMinutes = new TreeMap<>();

    /** Zone -> epoch day -> country (or {@link #ALL}) -> counts. */
    final TreeMap<String, TreeMap<Long, TreeMap<String, Cell>>> days = new TreeMap<>();

    /** In seconds. */
    KnownSpans known = new KnownSpans();

    /** Country (or {@link #ALL}) -> known, in minutes. */
    final TreeMap<String, KnownSpans> knownCountries = new TreeMap<>();

    /** Platform -> known, in minutes. */
    final TreeMap<String, KnownSpans> knownPlatforms = new TreeMap<>();

    /** Emitted seconds that changed since. */
    final SortedSet<Long> changedSeconds = new TreeSet<>();

    /** Emitted minutes that changed since. */
    final SortedSet<Long> changedMinutes = new TreeSet<>();

    /** Rows of seconds before this one were emitted. */
    long nextSecond = Long.MIN_VALUE;

    /** Rows of minutes before this one were emitted. */
    long nextMinute = Long.MIN_VALUE;

    public ServiceState(int counters) {
        this(counters, new Names());
    }

    private ServiceState(int counters, Names countries) {
        this.counters = counters;
        this.countries = countries;
    }

    /** Whether nothing is left that a later watermark could emit. */
    public boolean isEmpty() {
        return seconds.isEmpty()
                && minutes.isEmpty()
                && platformMinutes.isEmpty()
                && days.isEmpty()
                && known.isEmpty()
                && knownCountries.isEmpty()
                && knownPlatforms.isEmpty();
    }

    public ServiceState copy() {
        ServiceState copy = new ServiceState(counters, countries.copy());
        seconds.forEach((second, cells) -> copy.seconds.put(second, cells.copy()));
        copyCells(minutes, copy.minutes);
        copyCells(platformMinutes, copy.platformMinutes);
        days.forEach(
                (zone, zoneDays) -> {
                    TreeMap<Long, TreeMap<String, Cell>> copied = new TreeMap<>();
                    copyCells(zoneDays, copied);
                    copy.days.put(zone, copied);
                });
        copy.known = known.copy();
        knownCountries.forEach((name, spans) -> copy.knownCountries.put(name, spans.copy()));
        knownPlatforms.forEach((name, spans) -> copy.knownPlatforms.put(name, spans.copy()));
        copy.changedSeconds.addAll(changedSeconds);
        copy.changedMinutes.addAll(changedMinutes);
        copy.nextSecond = nextSecond;
        copy.nextMinute = nextMinute;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeInt(counters);
        writeSeconds(out);
        writeCells(minutes, out);
        writeCells(platformMinutes, out);
        out.writeInt(days.size());
        for (Map.Entry<String, TreeMap<Long, TreeMap<String, Cell>>> zone : days.entrySet()) {
            out.writeUTF(zone.getKey());
            writeCells(zone.getValue(), out);
        }
        known.write(out);
        writeKnown(knownCountries, out);
        writeKnown(knownPlatforms, out);
        writeLongs(changedSeconds, out);
        writeLongs(changedMinutes, out);
        out.writeLong(nextSecond);
        out.writeLong(nextMinute);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it was written by a release that this one does not know
     */
    public static ServiceState read(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException(
                    "service state of format " + format + ", this release reads " + FORMAT);
        }
        int counters = in.readInt();
        ServiceState state = new ServiceState(counters);
        state.readSeconds(in);
        readCells(counters, state.minutes, in);
        readCells(counters, state.platformMinutes, in);
        for (int left = in.readInt(); left > 0; left--) {
            TreeMap<Long, TreeMap<String, Cell>> zoneDays = new TreeMap<>();
            state.days.put(in.readUTF(), zoneDays);
            readCells(counters, zoneDays, in);
        }
        state.known = KnownSpans.read(in);
        readKnown(state.knownCountries, in);
        readKnown(state.knownPlatforms, in);
        readLongs(state.changedSeconds, in);
        readLongs(state.changedMinutes, in);
        state.nextSecond = in.readLong();
        state.nextMinute = in.readLong();
        return state;
    }

    /** As maps of cells, {@link #ALL} first: so they were kept when the format was made. */
    private void writeSeconds(DataOutput out) throws IOException {
        out.writeInt(seconds.size());
        for (Map.Entry<Long, SecondCells> second : seconds.entrySet()) {
            SecondCells cells = second.getValue();
            out.writeLong(second.getKey());
            out.writeInt(cells.size() + 1);
            out.writeUTF(ALL);
            cells.all.write(out);
            for (int country : countries.ordered()) {
                int place = cells.find(country);
                if (place >= 0) {
                    out.writeUTF(countries.name(country));
                    cells.cell(place).write(out);
                }
            }
        }
    }

    private void readSeconds(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            long second = in.readLong();
            int names = in.readInt();
            in.readUTF();
            SecondCells cells = new SecondCells(Cell.read(counters, in), counters, names - 1);
            seconds.put(second, cells);
            for (int others = names - 1; others > 0; others--) {
                cells.put(countries.number(in.readUTF()), Cell.read(counters, in));
            }
        }
    }

    private static void copyCells(
            TreeMap<Long, TreeMap<String, Cell>> from, TreeMap<Long, TreeMap<String, Cell>> to) {
        from.forEach(
                (time, cells) -> {
                    TreeMap<String, Cell> copied = new TreeMap<>();
                    cells.forEach((name, cell) -> copied.put(name, cell.copy()));
                    to.put(time, copied);
                });
    }

    private static void writeCells(TreeMap<Long, TreeMap<String, Cell>> times, DataOutput out)
            throws IOException {
        out.writeInt(times.size());
        for (Map.Entry<Long, TreeMap<String, Cell>> time : times.entrySet()) {
            out.writeLong(time.getKey());
            out.writeInt(time.getValue().size());
            for (Map.Entry<String, Cell> cell : time.getValue().entrySet()) {
                out.writeUTF(cell.getKey());
                cell.getValue().write(out);
            }
        }
    }

    private static void readCells(
            int counters, TreeMap<Long, TreeMap<String, Cell>> times, DataInput in)
            throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            TreeMap<String, Cell> cells = new TreeMap<>();
            times.put(in.readLong(), cells);
            for (int names = in.readInt(); names > 0; names--) {
                String name = in.readUTF();
                cells.put(name, Cell.read(counters, in));
            }
        }
    }

    private static void writeKnown(TreeMap<String, KnownSpans> known, DataOutput out)
            throws IOException {
        out.writeInt(known.size());
        for (Map.Entry<String, KnownSpans> entry : known.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().write(out);
        }
    }

    private static void readKnown(TreeMap<String, KnownSpans> known, DataInput in)
            throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            known.put(name, KnownSpans.read(in));
        }
    }

    private static void writeLongs(SortedSet<Long> values, DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static void readLongs(SortedSet<Long> values, DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            values.add(in.readLong());
        }
    }
}
