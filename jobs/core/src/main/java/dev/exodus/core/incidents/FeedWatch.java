package dev.exodus.core.incidents;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What is known of one feed of a service. */
final class FeedWatch {
    final TreeMap<Series, SeriesWatch> series = new TreeMap<>();
    final Map<Symptom, Recurrence> recurrences = new EnumMap<>(Symptom.class);
    IncidentState incidents = new IncidentState();
    long through;

    void write(DataOutput out) throws IOException {
        out.writeLong(through);
        byte[] bytes = incidents.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeInt(recurrences.size());
        for (Map.Entry<Symptom, Recurrence> entry : recurrences.entrySet()) {
            out.writeByte(entry.getKey().ordinal());
            out.write(entry.getValue().toBytes());
        }
        out.writeInt(series.size());
        for (Map.Entry<Series, SeriesWatch> entry : series.entrySet()) {
            EpisodeFormat.write(entry.getKey(), out);
            entry.getValue().write(out);
        }
    }

    static FeedWatch read(DataInput in, int layout) throws IOException {
        FeedWatch watch = new FeedWatch();
        watch.through = in.readLong();
        boolean before = layout == ServiceWatch.LAYOUT_BEFORE;
        if (before) {
            // Between which seconds nobody listened.
            in.readBoolean();
            in.readLong();
            in.readLong();
        }
        watch.incidents = IncidentState.fromBytes(bytes(in, in.readInt()));
        for (int i = in.readInt(); i > 0; i--) {
            Symptom symptom = Symptom.values()[in.readByte()];
            watch.recurrences.put(symptom, Recurrence.fromBytes(bytes(in, Recurrence.BYTES)));
        }
        for (int i = in.readInt(); i > 0; i--) {
            Series series = EpisodeFormat.series(in);
            watch.series.put(series, SeriesWatch.read(series, in, before));
        }
        return watch;
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
