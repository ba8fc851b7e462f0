package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.CohortBundle;
import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.CohortMinute;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds changes up before they cross the network: thousands of them become a few parts of minutes.
 * It needs no state, since it hands over all it has before each watermark and each checkpoint.
 */
public final class CohortBundleOperator extends AbstractStreamOperator<CohortMinute>
        implements OneInputStreamOperator<CohortChange, CohortMinute> {
    private static final long serialVersionUID = 1;

    private final int maxChanges;

    private transient CohortBundle bundle;

    public CohortBundleOperator(int maxChanges) {
        this.maxChanges = maxChanges;
    }

    @Override
    public void open() throws Exception {
        super.open();
        bundle = new CohortBundle();
    }

    @Override
    public void processElement(StreamRecord<CohortChange> element) {
        bundle.add(element.getValue());
        if (bundle.size() >= maxChanges) {
            drain();
        }
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        drain();
        super.processWatermark(watermark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        drain();
    }

    @Override
    public void finish() throws Exception {
        drain();
        super.finish();
    }

    private void drain() {
        bundle.drain(minute -> output.collect(new StreamRecord<>(minute)));
    }
}
