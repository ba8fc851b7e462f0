package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.CohortBundle;
import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.flink.bundle.BundlingOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Adds changes up before they cross the network: thousands become a few parts of minutes. */
public final class CohortBundleOperator extends BundlingOperator<CohortChange, CohortMinute> {
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
            drain(Long.MIN_VALUE);
        }
    }

    @Override
    protected void drain(long before) {
        bundle.drain(minute -> output.collect(new StreamRecord<>(minute)));
    }
}
