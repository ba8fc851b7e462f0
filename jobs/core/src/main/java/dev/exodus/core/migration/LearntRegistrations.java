package dev.exodus.core.migration;

import dev.exodus.core.rates.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Registrations per minute of services and countries, as a file: what a job needs of the weeks
 * before its first row, since an interval rests on 26 past days.
 *
 * @param services series by service, then by country, * for all
 */
public record LearntRegistrations(Map<String, Map<String, MinuteSeries>> services) {
    private static final int MAGIC = 0x45585247;
    private static final int LAYOUT = 1;

    public LearntRegistrations {
        services = new TreeMap<>(services);
    }

    /** Nothing learnt. */
    public static LearntRegistrations nothing() {
        return new LearntRegistrations(Map.of());
    }

    /** Writes it; the same history gives the same bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(LAYOUT);
        out.writeInt(services.size());
        for (Map.Entry<String, Map<String, MinuteSeries>> service : services.entrySet()) {
            out.writeUTF(service.getKey());
            Map<String, MinuteSeries> countries = new TreeMap<>(service.getValue());
            out.writeInt(countries.size());
            for (Map.Entry<String, MinuteSeries> country : countries.entrySet()) {
                out.writeUTF(country.getKey());
                write(country.getValue(), out);
            }
        }
    }

    private static void write(MinuteSeries series, DataOutput out) throws IOException {
        out.writeLong(series.from());
        out.writeInt((int) (series.end() - series.from()));
        for (long minute = series.from(); minute < series.end(); minute++) {
            VarLong.write(series.has(minute) ? (long) series.at(minute) + 1 : 0, out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else, cut off, or of another layout
     */
    public static LearntRegistrations read(DataInput in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("this is no file of ./exodus learn --registrations");
        }
        int layout = in.readInt();
        if (layout != LAYOUT) {
            throw new IOException(
                    "it has layout " + layout + ", this release reads " + LAYOUT + ": learn again");
        }
        Map<String, Map<String, MinuteSeries>> services = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String service = in.readUTF();
            Map<String, MinuteSeries> countries = new TreeMap<>();
            for (int j = in.readInt(); j > 0; j--) {
                String country = in.readUTF();
                countries.put(country, series(in));
            }
            services.put(service, countries);
        }
        return new LearntRegistrations(services);
    }

    private static MinuteSeries series(DataInput in) throws IOException {
        long from = in.readLong();
        double[] counts = new double[in.readInt()];
        for (int i = 0; i < counts.length; i++) {
            long count = VarLong.read(in) - 1;
            counts[i] = count < 0 ? Double.NaN : count;
        }
        return MinuteSeries.of(from, counts);
    }
}
