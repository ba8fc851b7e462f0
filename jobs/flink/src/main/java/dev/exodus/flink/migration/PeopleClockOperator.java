package dev.exodus.flink.migration;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says how far people are known: its watermark is the least of all readers of both feeds, each of
 * which hands over what it has before its own. So whoever sees no watermark, as it reads other
 * topics beside, is told in the order of the people. At parallelism 1.
 */
public final class PeopleClockOperator extends AbstractStreamOperator<MigrationInput>
        implements OneInputStreamOperator<MigrationInput, MigrationInput> {
    private static final long serialVersionUID = 1;
    private static final long MINUTE_MS = 60_000;

    private transient long told;

    /** The minute through which all is known at a watermark, exclusive. */
    static long minute(long watermark) {
        return Math.floorDiv(watermark + 1, MINUTE_MS);
    }

    @Override
    public void open() throws Exception {
        super.open();
        told = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<MigrationInput> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        // The end of a bounded input is no time.
        if (watermark.getTimestamp() < Long.MAX_VALUE) {
            long minute = minute(watermark.getTimestamp());
            if (minute > told) {
                told = minute;
                output.collect(new StreamRecord<>(MigrationInput.peopleThrough(minute)));
            }
        }
        super.processWatermark(watermark);
    }
}
