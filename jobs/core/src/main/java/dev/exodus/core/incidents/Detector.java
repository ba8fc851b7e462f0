package dev.exodus.core.incidents;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.RatioTest;
import dev.exodus.core.outages.Step;
import java.io.DataInput;
import java.io.IOException;

/** The detector that a series needs, with its state. */
sealed interface Detector {

    /**
     * Takes the next bucket.
     *
     * @param sample what was seen; null if that is not known
     */
    Step step(long time, Sample sample);

    /** Whether it knows how many of the attempts usually fail. */
    boolean knowsFailures();

    /** The state in its fixed layout. */
    byte[] toBytes();

    /** One of which nothing has been seen. */
    static Detector of(Series series) {
        return series.signal().counts()
                ? new Counts(new DetectorState(), DetectorSettings.counts(series.step()))
                : new Share(new RatioTest(), series.step());
    }

    /** What {@link #toBytes()} of the same series wrote. */
    static Detector fromBytes(Series series, byte[] bytes) {
        return series.signal().counts()
                ? new Counts(DetectorState.fromBytes(bytes), DetectorSettings.counts(series.step()))
                : new Share(RatioTest.fromBytes(bytes), series.step());
    }

    /** Reads {@link #toBytes()} of the same series. */
    static Detector read(Series series, DataInput in) throws IOException {
        int length = series.signal().counts() ? DetectorState.BYTES : RatioTest.BYTES;
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return fromBytes(series, bytes);
    }

    /** Of counts of events. */
    record Counts(DetectorState state, DetectorSettings settings) implements Detector {
        @Override
        public Step step(long time, Sample sample) {
            Bucket bucket = sample == null ? Bucket.unknown(time) : Bucket.of(time, sample.part());
            return OutageDetector.step(state, bucket, settings);
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
        public Step step(long time, Sample sample) {
            if (sample == null) {
                return test.step(time, 0, 0, step);
            }
            double successes = Math.min(sample.part(), sample.whole());
            return test.step(time, successes, sample.whole(), step);
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
}
