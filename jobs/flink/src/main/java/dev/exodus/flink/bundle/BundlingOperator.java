package dev.exodus.flink.bundle;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Adds records up before a shuffle. Drained before each watermark, so that nothing is late behind
 * it; before each snapshot, so that it needs no state; at the end; and by itself when it has grown
 * large.
 *
 * @param <I> what is added up
 * @param <O> sums
 */
public abstract class BundlingOperator<I, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<I, O> {
    private static final long serialVersionUID = 1;

    /**
     * Hands over all that belongs before a watermark.
     *
     * @param before the watermark, epoch milliseconds; {@code Long.MAX_VALUE} for all there is
     */
    protected abstract void drain(long before);

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        drain(watermark.getTimestamp());
        super.processWatermark(watermark);
    }

    @Override
    public final void prepareSnapshotPreBarrier(long checkpointId) {
        drain(Long.MAX_VALUE);
    }

    @Override
    public final void finish() throws Exception {
        drain(Long.MAX_VALUE);
        super.finish();
    }
}
