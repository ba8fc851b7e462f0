package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * Everything the detector keeps of one series: {@value #BYTES} bytes of fixed layout, no more after
 * a year than after a day.
 *
 * <p>Written and read back it is the same state to the last bit, so a restart changes nothing.
 */
public final class DetectorState {
    /** Size of {@link #toBytes()}. */
    public static final int BYTES =
            Integer.BYTES
                    + Baseline.BYTES
                    + 2 * (ShockTest.BYTES + Run.BYTES)
                    + 3 * ChangeTest.BYTES
                    + SilenceTest.BYTES
                    + RecordTest.BYTES
                    + EpisodeMachine.BYTES
                    + 2 * Long.BYTES
                    + 3 * Integer.BYTES;

    private static final int LAYOUT = 3;

    /** The last one in which every event counts once. */
    private static final int WITHOUT_WEIGHT = 2;

    final Baseline baseline = new Baseline();
    final ShockTest dropShock = new ShockTest();
    final ShockTest riseShock = new ShockTest();
    final Run dropRun = new Run();
    final Run riseRun = new Run();
    final ChangeTest deep = new ChangeTest();
    final ChangeTest partial = new ChangeTest();
    final ChangeTest surge = new ChangeTest();
    final SilenceTest silence = new SilenceTest();
    final RecordTest record = new RecordTest();
    final EpisodeMachine machine = new EpisodeMachine();
    long first;
    long last;
    int days;
    int buckets;

    /** Minutes since the epoch: until then what a surge brings is not taken for usual. */
    int raisedUntil;

    /** The state of a series of which nothing has been seen. */
    public DetectorState() {}

    /** Start of the newest covered bucket, seconds since the epoch; 0 before the first. */
    public long last() {
        return last;
    }

    /** A state that goes its own way from here. */
    public DetectorState copy() {
        return fromBytes(toBytes());
    }

    /** The state in its fixed layout. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putInt(LAYOUT);
        baseline.write(out);
        dropShock.write(out);
        riseShock.write(out);
        dropRun.write(out);
        riseRun.write(out);
        deep.write(out);
        partial.write(out);
        surge.write(out);
        silence.write(out);
        record.write(out);
        machine.write(out);
        out.putLong(first).putLong(last).putInt(days).putInt(buckets).putInt(raisedUntil);
        return out.array();
    }

    /**
     * The state from its fixed layout.
     *
     * @throws IllegalArgumentException if these bytes are of another length or layout
     */
    public static DetectorState fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int layout = bytes.length == BYTES ? in.getInt() : 0;
        if (layout != LAYOUT && layout != WITHOUT_WEIGHT) {
            throw new IllegalArgumentException(
                    "not a detector state of layout "
                            + LAYOUT
                            + " with "
                            + BYTES
                            + " bytes: got "
                            + bytes.length
                            + " bytes. Start from an empty state, or with the version that wrote"
                            + " it");
        }
        DetectorState state = new DetectorState();
        state.baseline.read(in);
        state.dropShock.read(in);
        state.riseShock.read(in);
        state.dropRun.read(in);
        state.riseRun.read(in);
        state.deep.read(in);
        state.partial.read(in);
        state.surge.read(in);
        state.silence.read(in);
        state.record.read(in);
        state.machine.read(in, layout == WITHOUT_WEIGHT);
        state.first = in.getLong();
        state.last = in.getLong();
        state.days = in.getInt();
        state.buckets = in.getInt();
        state.raisedUntil = in.getInt();
        return state;
    }
}
