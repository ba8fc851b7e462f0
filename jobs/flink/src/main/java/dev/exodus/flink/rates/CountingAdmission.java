package dev.exodus.flink.rates;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.rates.Bundle;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.flink.admission.AdmissionOperator;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Feed;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts the events that count where they are admitted, for feeds whose duplicates nobody looks
 * for: between two operators each event would be copied once for every output of the first.
 */
public final class CountingAdmission extends AdmissionOperator<MinutePartial> {
    private static final long serialVersionUID = 1;

    private final Feed feed;
    private final int maxEvents;

    private transient Bundle bundle;
    private transient Counter counted;
    private transient Counter partials;

    /**
     * @param maxEvents most events counted before partial counts are passed on
     */
    public CountingAdmission(Feed feed, AdmissionRule rule, int maxEvents) {
        super(feed, rule);
        this.feed = feed;
        this.maxEvents = maxEvents;
    }

    @Override
    public void open() throws Exception {
        super.open();
        bundle = new Bundle(feed);
        counted = getMetricGroup().counter(RatesMetrics.COUNTED);
        partials = getMetricGroup().counter(RatesMetrics.PARTIALS);
    }

    @Override
    protected void admit(FeedRecord event) {
        bundle.add(
                event.service,
                event.country,
                event.platform,
                event.eventTime,
                event.counter,
                event.weight,
                event.latencyMs);
        book(event.eventTime, Disposition.COUNTED);
        counted.inc();
        if (bundle.events() >= maxEvents) {
            pass(Long.MIN_VALUE);
        }
    }

    @Override
    protected void pass(long before) {
        bundle.drain(
                before,
                partial -> {
                    partials.inc();
                    output.collect(new StreamRecord<>(partial));
                });
    }
}
