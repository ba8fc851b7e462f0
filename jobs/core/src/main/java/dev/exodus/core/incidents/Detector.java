package dev.exodus.core.incidents;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.RatioTest;
import dev.exodus.core.outages.Step;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The detector that a series needs, with its state. */
sealed interface Detector {

    /**
     * Takes the next bucket.
     *
     * @param sample what was seen; null if that is not known
     * @param strictness how much it must show
     */
    Judged step(long time, Sample sample, Strictness strictness);

    /**
     * What is said of a bucket.
     *
     * @param step the verdict
     * @param seen what it is about; null if that is not known
     */
    record Judged(Step step, Sample seen) {}

    /** Whether it knows how many of the attempts usually fail. */
    boolean knowsFailures();

    /** The state in its fixed layout. */
    byte[] toBytes();

    /** One of which nothing has been seen. */
    static Detector of(Series series) {
        return switch (series.signal().measure()) {
            case COUNT -> new Counts(new DetectorState(), series.step());
            case SHARE -> new Share(new RatioTest(), series.step());
            case QUEUE -> new Cleared(new Backlog(), new RatioTest(), series.step());
        };
    }

    /** What {@link #toBytes()} of the same series wrote. */
    static Detector fromBytes(Series series, byte[] bytes) {
        int step = series.step();
        return switch (series.signal().measure()) {
            case COUNT -> new Counts(DetectorState.fromBytes(bytes), step);
            case SHARE -> new Share(RatioTest.fromBytes(bytes), step);
            case QUEUE -> Cleared.fromBytes(bytes, step);
        };
    }

    /** Reads {@link #toBytes()} of the same series. */
    static Detector read(Series series, DataInput in) throws IOException {
        byte[] bytes = new byte[bytes(series.signal())];
        in.readFully(bytes);
        return fromBytes(series, bytes);
    }

    private static int bytes(Signal signal) {
        return switch (signal.measure()) {
            case COUNT -> DetectorState.BYTES;
            case SHARE -> RatioTest.BYTES;
            case QUEUE -> Cleared.BYTES;
        };
    }

    /** Of counts of events. */
    record Counts(DetectorState state, int step) implements Detector {
        @Override
        public Judged step(long time, Sample sample, Strictness strictness) {
            Bucket bucket =
                    sample == null
                            ? Bucket.unknown(time)
                            : Bucket.of(time, sample.part(), sample.weight());
            return new Judged(OutageDetector.step(state, bucket, strictness.counts(step)), sample);
        }

        @Override
        public boolean knowsFailures() {
            return false;
        }

        @Override
        public byte[] toBytes() {
            return state.toBytes();
        }
    }

    /** Of a share of events. */
    record Share(RatioTest test, int step) implements Detector {
        @Override
        public Judged step(long time, Sample sample, Strictness strictness) {
            if (sample == null) {
                return new Judged(test.step(time, 0, 0, step), null);
            }
            double successes = Math.min(sample.part(), sample.whole());
            Step result = test.step(time, successes, sample.whole(), step, strictness.shareLimit());
            return new Judged(result, sample);
        }

        @Override
        public boolean knowsFailures() {
            return test.knowsFailures();
        }

        @Override
        public byte[] toBytes() {
            return test.toBytes();
        }
    }

    /** Of what a queue clears: the part left it, the whole came. */
    record Cleared(Backlog backlog, RatioTest test, int step) implements Detector {
        static final int BYTES = Backlog.BYTES + RatioTest.BYTES;

        static Cleared fromBytes(byte[] bytes, int step) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            Backlog backlog = Backlog.read(in);
            byte[] test = new byte[RatioTest.BYTES];
            in.get(test);
            return new Cleared(backlog, RatioTest.fromBytes(test), step);
        }

        @Override
        public Judged step(long time, Sample sample, Strictness strictness) {
            if (sample == null) {
                return new Judged(test.step(time, 0, 0, step), null);
            }
            double left = sample.part();
            double all = left + backlog.step(sample.whole(), left, step);
            Step result = test.step(time, left, all, step, strictness.shareLimit());
            return new Judged(result, new Sample(left, all, true, sample.weight()));
        }

        @Override
        public boolean knowsFailures() {
            return test.knowsFailures();
        }

        @Override
        public byte[] toBytes() {
            ByteBuffer out = ByteBuffer.allocate(BYTES);
            backlog.write(out);
            return out.put(test.toBytes()).array();
        }
    }
}
