package dev.exodus.core.outages;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The detector of one series whose newest buckets may still be corrected.
 *
 * <p>It keeps the state after the last bucket that can no longer change (settled), the buckets
 * since (the ring), and the state after those (current). A correction inside the ring takes effect
 * at the next tick: current becomes settled, stepped over the ring again. So what is said of
 * settled buckets equals what one pass over the final rows says, and what is said of the others is
 * a version that may be extended, shrunk or retracted.
 */
public final class SeriesDetector {
    /** Most buckets that may be kept open to correction. */
    public static final int MOST_OPEN = 600;

    private static final int LAYOUT = 1;
    private static final int HEADER = 2 * Integer.BYTES + 2 * Long.BYTES + 1;

    private final DetectorSettings settings;
    private final int open;
    private final TreeMap<Long, Bucket> ring = new TreeMap<>();
    private DetectorState settled = new DetectorState();
    private DetectorState current = new DetectorState();
    private long settledThrough = Long.MIN_VALUE;
    private long through = Long.MIN_VALUE;
    private boolean dirty;

    /**
     * @param open buckets before a tick that may still be corrected, 0 to {@value #MOST_OPEN}
     */
    public SeriesDetector(DetectorSettings settings, int open) {
        if (open < 0 || open > MOST_OPEN) {
            throw new IllegalArgumentException(
                    "0 to " + MOST_OPEN + " buckets may be open to correction, not " + open);
        }
        this.settings = settings;
        this.open = open;
    }

    /**
     * Takes a bucket, new or corrected; it is judged at the next tick.
     *
     * @return whether it was taken: false if it is settled, which the caller must count
     */
    public boolean row(Bucket bucket) {
        if (bucket.time() <= settledThrough) {
            return false;
        }
        Bucket before = ring.put(bucket.time(), bucket);
        dirty |= bucket.time() <= through && !bucket.equals(before);
        return true;
    }

    /**
     * Judges all buckets up to a time, and settles those that are too old to change.
     *
     * @param now start of the newest bucket that is complete; one not later than before says
     *     nothing
     * @return what the buckets said, in order. From the first of them on they replace all that was
     *     said before.
     */
    public List<Step> tick(long now) {
        if (now <= through) {
            return List.of();
        }
        long from = dirty ? settledThrough : through;
        if (dirty) {
            current = settled.copy();
        }
        List<Step> steps = new ArrayList<>();
        for (Bucket bucket : ring.subMap(from, false, now, true).values()) {
            steps.add(OutageDetector.step(current, bucket, settings));
        }
        dirty = false;
        through = now;
        settle(now - (long) open * settings.step());
        return steps;
    }

    private void settle(long time) {
        if (time <= settledThrough) {
            return;
        }
        var old = ring.headMap(time, true);
        old.values().forEach(bucket -> OutageDetector.step(settled, bucket, settings));
        old.clear();
        settledThrough = time;
    }

    /** No bucket up to this time can change any more. */
    public long settledThrough() {
        return settledThrough;
    }

    /** Settled state and ring; the current state follows from them. */
    public byte[] toBytes() {
        int bucketBytes = Long.BYTES + Double.BYTES;
        int size = HEADER + DetectorState.BYTES + ring.size() * bucketBytes;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(LAYOUT).putLong(settledThrough).putLong(through).put((byte) (dirty ? 1 : 0));
        out.put(settled.toBytes()).putInt(ring.size());
        for (Bucket bucket : ring.values()) {
            out.putLong(bucket.time());
            out.putDouble(bucket.covered() ? bucket.value() : Double.NaN);
        }
        return out.array();
    }

    /**
     * What {@link #toBytes()} wrote, with the settings it was written with.
     *
     * @throws IllegalArgumentException if these bytes are of another layout
     */
    public static SeriesDetector fromBytes(byte[] bytes, DetectorSettings settings, int open) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + DetectorState.BYTES || in.getInt() != LAYOUT) {
            throw new IllegalArgumentException(
                    "not a series detector of layout "
                            + LAYOUT
                            + ": start from an empty one, or with the version that wrote it");
        }
        SeriesDetector detector = new SeriesDetector(settings, open);
        detector.settledThrough = in.getLong();
        detector.through = in.getLong();
        detector.dirty = in.get() != 0;
        byte[] state = new byte[DetectorState.BYTES];
        in.get(state);
        detector.settled = DetectorState.fromBytes(state);
        for (int left = in.getInt(); left > 0; left--) {
            long time = in.getLong();
            double value = in.getDouble();
            boolean covered = !Double.isNaN(value);
            detector.ring.put(time, new Bucket(time, value, covered));
        }
        detector.current = detector.settled.copy();
        for (Bucket bucket : detector.ring.headMap(detector.through, true).values()) {
            OutageDetector.step(detector.current, bucket, settings);
        }
        return detector;
    }
}
