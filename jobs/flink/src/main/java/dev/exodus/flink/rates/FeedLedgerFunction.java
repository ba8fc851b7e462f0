package dev.exodus.flink.rates;

import dev.exodus.core.ledger.FeedLedger;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.core.ledger.LedgerState;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.flink.state.LedgerStateSerializer;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Adds up where the records of a feed went, minute by minute: the counting is {@link FeedLedger}.
 */
public final class FeedLedgerFunction extends CoverageFunction<LedgerPartial> {
    private static final long serialVersionUID = 1;

    private final Feed feed;
    private final long allowedLatenessMs;
    private final long fromSecond;
    private final int generation;

    private transient FeedLedger ledger;
    private transient ValueState<LedgerState> states;
    private transient Counter factsOut;

    public FeedLedgerFunction(Feed feed, RatesSettings settings) {
        super(settings.allowedLatenessMs());
        this.feed = feed;
        this.allowedLatenessMs = settings.allowedLatenessMs();
        this.fromSecond = settings.fromSecond();
        this.generation = settings.generation();
    }

    @Override
    public void open(OpenContext context) {
        ledger = new FeedLedger(feed.wireName(), allowedLatenessMs, fromSecond, generation);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "ledger", LedgerStateSerializer.typeInformation()));
        factsOut = getRuntimeContext().getMetricGroup().counter(RatesMetrics.FACTS_OUT);
    }

    @Override
    public void processElement(LedgerPartial partial, ReadOnlyContext context, Collector<Fact> out)
            throws Exception {
        LedgerState state = states.value();
        if (state == null) {
            state = new LedgerState();
        }
        ledger.merge(state, partial);
        states.update(state);
        atNextWatermark(context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Fact> out)
            throws Exception {
        LedgerState state = states.value();
        ledger.advance(
                state,
                context.timerService().currentWatermark(),
                coverage(context),
                fact -> {
                    factsOut.inc();
                    out.collect(fact);
                });
        states.update(state);
        atNextWatermark(context.timerService());
    }
}
