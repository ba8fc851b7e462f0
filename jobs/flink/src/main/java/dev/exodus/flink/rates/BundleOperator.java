package dev.exodus.flink.rates;

import dev.exodus.core.ledger.Bookings;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.core.rates.Bundle;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.flink.admission.Admitted;
import dev.exodus.flink.bundle.BundlingOperator;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.schemas.events.Feed;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Counts events before the shuffle. */
public final class BundleOperator extends BundlingOperator<Admitted, MinutePartial> {
    private static final long serialVersionUID = 1;

    /** Events counted. */
    public static final OutputTag<LedgerPartial> LEDGER =
            new OutputTag<>("counted-ledger", TypeInformation.of(LedgerPartial.class));

    private final Feed feed;
    private final int maxEvents;

    private transient Bundle bundle;
    private transient Bookings bookings;
    private transient Counter counted;
    private transient Counter partials;

    public BundleOperator(Feed feed, int maxEvents) {
        this.feed = feed;
        this.maxEvents = maxEvents;
    }

    @Override
    public void open() throws Exception {
        super.open();
        bundle = new Bundle(feed);
        bookings = new Bookings();
        counted = getMetricGroup().counter(RatesMetrics.COUNTED);
        partials = getMetricGroup().counter(RatesMetrics.PARTIALS);
    }

    @Override
    public void processElement(StreamRecord<Admitted> element) {
        Admitted event = element.getValue();
        bundle.add(
                event.service,
                event.country,
                event.platform,
                event.eventTime,
                event.counter,
                event.weight,
                event.latencyMs);
        bookings.book(event.eventTime, Disposition.COUNTED);
        counted.inc();
        if (bundle.events() >= maxEvents) {
            drain(Long.MIN_VALUE);
        }
    }

    @Override
    protected void drain(long before) {
        bundle.drain(
                before,
                partial -> {
                    partials.inc();
                    output.collect(new StreamRecord<>(partial));
                });
        bookings.drain(partial -> output.collect(LEDGER, new StreamRecord<>(partial)));
    }
}
