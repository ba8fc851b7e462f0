package dev.exodus.core.incidents;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What is known of one feed of a service. */
final class FeedWatch {
    private static final long MINUTE = 60;

    final TreeMap<Series, SeriesWatch> series = new TreeMap<>();
    final Map<Symptom, Recurrence> recurrences = new EnumMap<>(Symptom.class);
    IncidentState incidents = new IncidentState();
    long through;

    /** Whether all of it is from a history: since its end nobody listened. */
    boolean learnt;

    /** Between history and job: nothing is listened to from the first second until the second. */
    private long silentFrom;

    private long silentTo;

    /** Whether rows of a bucket are listened to. */
    boolean hears(long time) {
        return time < silentFrom || time >= silentTo;
    }

    /**
     * Takes the time between the end of the history and the first tick. The first rows of a job
     * hold only what came late, and from a RatesJob that goes on from older state they say that
     * they are complete: that is what came before the feed was heard. It is heard twice as long
     * after the first of these rows as anything may be late, since what is read before anything
     * else may be later than that; and a full minute more, since of the one between only a part was
     * heard.
     *
     * @param through of the first tick
     * @param allowedLateness seconds that a row may be late
     */
    void silence(long through, long allowedLateness) {
        silentFrom =
                series.values().stream()
                        .mapToLong(watch -> watch.heardOn(this.through))
                        .reduce(this.through, Math::max);
        long first =
                series.values().stream()
                        .mapToLong(watch -> watch.firstFrom(silentFrom))
                        .reduce(Long.MAX_VALUE, Math::min);
        silentTo =
                first == Long.MAX_VALUE
                        ? fullMinute(through)
                        : fullMinute(first + 2 * allowedLateness) + MINUTE;
        series.values().forEach(watch -> watch.forget(silentFrom, silentTo));
    }

    private static long fullMinute(long second) {
        return Math.floorDiv(second + MINUTE - 1, MINUTE) * MINUTE;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(through);
        out.writeBoolean(learnt);
        out.writeLong(silentFrom);
        out.writeLong(silentTo);
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

    static FeedWatch read(DataInput in) throws IOException {
        FeedWatch watch = new FeedWatch();
        watch.through = in.readLong();
        watch.learnt = in.readBoolean();
        watch.silentFrom = in.readLong();
        watch.silentTo = in.readLong();
        watch.incidents = IncidentState.fromBytes(bytes(in, in.readInt()));
        for (int i = in.readInt(); i > 0; i--) {
            Symptom symptom = Symptom.values()[in.readByte()];
            watch.recurrences.put(symptom, Recurrence.fromBytes(bytes(in, Recurrence.BYTES)));
        }
        for (int i = in.readInt(); i > 0; i--) {
            Series series = EpisodeFormat.series(in);
            watch.series.put(series, SeriesWatch.read(series, in));
        }
        return watch;
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
