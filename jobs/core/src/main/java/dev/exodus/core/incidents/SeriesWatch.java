package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.Step;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One series under watch, with two states of the detector: <em>settled</em>, after the last bucket
 * that can no longer change, and <em>current</em>, after the last bucket seen, with the rows of the
 * buckets between. A correction takes current back to settled and through the rows again, so what
 * is settled is what a batch over the same rows says.
 */
final class SeriesWatch {
    private static final long NEVER = Long.MIN_VALUE;

    private final TreeMap<Long, Held> rows = new TreeMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private final Series series;
    private Detector settled;
    private Detector current;
    private long newest;
    private long settledNext = NEVER;
    private long next = NEVER;
    private boolean dirty;
    private Episode open;

    SeriesWatch(Series series) {
        this.series = series;
        this.settled = Detector.of(series);
        this.current = Detector.of(series);
    }

    /** A row, and what was said of its bucket. */
    private static final class Held {
        final int generation;
        final long revision;
        final Sample sample;
        Told told;

        Held(int generation, long revision, Sample sample, Told told) {
            this.generation = generation;
            this.revision = revision;
            this.sample = sample;
            this.told = told;
        }
    }

    /** An episode that ended, with the bucket that showed it. */
    private record Ended(long bucket, Episode episode) {}

    /** A bucket of which something new is said. */
    record Saying(long bucket, Told told) {}

    /**
     * Takes a row.
     *
     * @return false if its bucket is settled, so that nothing can change it any more
     */
    boolean offer(Row row) {
        if (row.time() < settledNext) {
            if (!isNew()) {
                return false;
            }
            // What begins a service may be late: then the series began earlier than it seemed.
            settledNext = row.time();
        }
        Held old = rows.get(row.time());
        boolean newer =
                old == null
                        || row.generation() > old.generation
                        || row.generation() == old.generation && row.revision() > old.revision;
        if (newer) {
            newest = Math.max(newest, row.time());
            Told told = old == null ? null : old.told;
            rows.put(row.time(), new Held(row.generation(), row.revision(), row.sample(), told));
            dirty |= row.time() < next;
        }
        return true;
    }

    /** Start of the newest bucket that had a row; 0 before the first. */
    long newest() {
        return newest;
    }

    /**
     * Steps through every bucket that ends by a second.
     *
     * @param settledThrough buckets that end by then are settled
     * @param strictness how much a bucket must show
     * @param said takes every new bucket, and every other of which something else is said now
     * @return episodes that ended for good
     */
    List<Episode> advance(
            long through, long settledThrough, Strictness strictness, Consumer<Saying> said) {
        if (next == NEVER) {
            if (rows.isEmpty()) {
                return List.of();
            }
            next = rows.firstKey();
            settledNext = next;
        }
        int step = series.step();
        if (dirty) {
            return restep(through, settledThrough, strictness, said);
        }
        for (; next + step <= through; next += step) {
            Detector.Judged result = current.step(next, sample(next), strictness);
            follow(result.step(), next);
            say(next, result, true, said);
        }
        return settle(settledThrough, strictness);
    }

    /** Whether no bucket is settled, so that an earlier one may still be the first. */
    private boolean isNew() {
        return Arrays.equals(settled.toBytes(), Detector.of(series).toBytes());
    }

    /** The first bucket of which something was said; what is before it has come since. */
    private long saidFrom() {
        if (rows.isEmpty() || rows.firstEntry().getValue().told != null || !isNew()) {
            return settledNext;
        }
        return rows.entrySet().stream()
                .filter(row -> row.getValue().told != null)
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(next);
    }

    private List<Episode> restep(
            long through, long settledThrough, Strictness strictness, Consumer<Saying> said) {
        long saidFrom = saidFrom();
        current = Detector.fromBytes(series, settled.toBytes());
        ended.clear();
        open = null;
        dirty = false;
        for (long bucket = settledNext; bucket < next; bucket += series.step()) {
            Detector.Judged result = current.step(bucket, sample(bucket), strictness);
            follow(result.step(), bucket);
            say(bucket, result, bucket < saidFrom, said);
        }
        return advance(through, settledThrough, strictness, said);
    }

    private void follow(Step result, long bucket) {
        if (result.closed()) {
            ended.add(new Ended(bucket, result.episode()));
            open = null;
        } else {
            open = result.episode();
        }
    }

    private void say(long bucket, Detector.Judged result, boolean isNew, Consumer<Saying> said) {
        Told told = Told.of(result.step(), result.seen(), series.signal().counts());
        Held held = rows.get(bucket);
        if (isNew || held != null && !told.equals(held.told)) {
            said.accept(new Saying(bucket, told));
        }
        if (held != null) {
            held.told = told;
        }
    }

    private List<Episode> settle(long settledThrough, Strictness strictness) {
        int step = series.step();
        List<Episode> closed = new ArrayList<>();
        if (settledThrough >= next && settledNext < next) {
            // Current went the very way that settled would go now.
            ended.forEach(e -> closed.add(e.episode));
            settled = Detector.fromBytes(series, current.toBytes());
            settledNext = next;
        }
        for (; settledNext + step <= Math.min(settledThrough, next); settledNext += step) {
            Step result = settled.step(settledNext, sample(settledNext), strictness).step();
            if (result.closed()) {
                closed.add(result.episode());
            }
        }
        ended.removeIf(e -> e.bucket < settledNext);
        rows.headMap(settledNext).clear();
        return closed;
    }

    /** What was last told of the buckets that may still change, by start; of the caller's own. */
    Map<Long, Told> told() {
        Map<Long, Told> told = new HashMap<>();
        rows.forEach(
                (bucket, held) -> {
                    if (held.told != null) {
                        told.put(bucket, held.told);
                    }
                });
        return told;
    }

    /** Whether it is known how many of the attempts usually fail. */
    boolean knowsFailures() {
        return settled.knowsFailures();
    }

    /** Every episode that is not closed for good. */
    List<Episode> provisional() {
        List<Episode> episodes = new ArrayList<>(ended.stream().map(Ended::episode).toList());
        if (open != null) {
            episodes.add(open);
        }
        return episodes;
    }

    /** What was seen in a bucket; null if not known. */
    private Sample sample(long time) {
        Held held = rows.get(time);
        return held == null || !held.sample.complete() ? null : held.sample;
    }

    void write(DataOutput out) throws IOException {
        out.write(settled.toBytes());
        out.write(current.toBytes());
        out.writeLong(settledNext);
        out.writeLong(next);
        out.writeLong(newest);
        out.writeBoolean(dirty);
        out.writeBoolean(open != null);
        if (open != null) {
            EpisodeFormat.write(open, out);
        }
        out.writeInt(ended.size());
        for (Ended each : ended) {
            out.writeLong(each.bucket);
            EpisodeFormat.write(each.episode, out);
        }
        out.writeInt(rows.size());
        for (var row : rows.entrySet()) {
            out.writeLong(row.getKey());
            write(row.getValue(), out);
        }
    }

    private static void write(Held row, DataOutput out) throws IOException {
        out.writeInt(row.generation);
        out.writeLong(row.revision);
        out.writeDouble(row.sample.part());
        out.writeDouble(row.sample.whole());
        out.writeBoolean(row.sample.complete());
        EpisodeFormat.write(row.told, out);
    }

    static SeriesWatch read(Series series, DataInput in, boolean withoutWeight) throws IOException {
        SeriesWatch watch = new SeriesWatch(series);
        watch.settled = Detector.read(series, in);
        watch.current = Detector.read(series, in);
        watch.settledNext = in.readLong();
        watch.next = in.readLong();
        watch.newest = in.readLong();
        watch.dirty = in.readBoolean();
        watch.open = in.readBoolean() ? EpisodeFormat.episode(in, withoutWeight) : null;
        for (int i = in.readInt(); i > 0; i--) {
            watch.ended.add(new Ended(in.readLong(), EpisodeFormat.episode(in, withoutWeight)));
        }
        for (int i = in.readInt(); i > 0; i--) {
            watch.rows.put(in.readLong(), held(series.signal(), in));
        }
        return watch;
    }

    private static Held held(Signal signal, DataInput in) throws IOException {
        int generation = in.readInt();
        long revision = in.readLong();
        Sample sample =
                Sample.of(signal, in.readDouble(), in.readDouble(), in.readBoolean(), revision);
        return new Held(generation, revision, sample, EpisodeFormat.told(in));
    }
}
