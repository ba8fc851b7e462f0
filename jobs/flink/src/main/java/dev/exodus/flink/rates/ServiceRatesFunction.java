package dev.exodus.flink.rates;

import dev.exodus.core.rates.MinutePartial;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.core.rates.ServiceRates;
import dev.exodus.core.rates.ServiceState;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.flink.state.ServiceStateSerializer;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One service, one order: keeps a service's open rows, and on each watermark emits what it makes
 * final, corrections, and a tick. The counting itself is {@link ServiceRates}.
 */
public final class ServiceRatesFunction extends CoverageFunction<MinutePartial> {
    private static final long serialVersionUID = 1;

    /** Rows that no topic carries. */
    public static final OutputTag<Fact> LAKE_ONLY =
            new OutputTag<>("lake-only", FactTypeInformation.FACT);

    private final Feed feed;
    private final long allowedLatenessMs;
    private final long knownForSeconds;
    private final String[] dayZones;
    private final long fromSecond;
    private final boolean countrySeconds;
    private final int generation;

    private transient ServiceRates rates;
    private transient ValueState<ServiceState> states;
    private transient Counter factsOut;

    public ServiceRatesFunction(Feed feed, RatesSettings settings) {
        super(settings.allowedLatenessMs());
        this.feed = feed;
        this.allowedLatenessMs = settings.allowedLatenessMs();
        this.knownForSeconds = settings.knownForSeconds();
        this.dayZones = settings.dayZones().toArray(String[]::new);
        this.fromSecond = settings.fromSecond();
        this.countrySeconds = settings.countrySeconds();
        this.generation = settings.generation();
    }

    @Override
    public void open(OpenContext context) {
        rates =
                new ServiceRates(
                        feed,
                        new RatesSettings(
                                allowedLatenessMs,
                                knownForSeconds,
                                List.of(dayZones),
                                fromSecond,
                                countrySeconds,
                                generation));
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "service", ServiceStateSerializer.typeInformation()));
        factsOut = getRuntimeContext().getMetricGroup().counter(RatesMetrics.FACTS_OUT);
    }

    @Override
    public void processElement(MinutePartial partial, ReadOnlyContext context, Collector<Fact> out)
            throws Exception {
        ServiceState state = states.value();
        if (state == null) {
            state = rates.newState();
        }
        rates.merge(state, partial);
        states.update(state);
        atNextWatermark(context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Fact> out)
            throws Exception {
        ServiceState state = states.value();
        if (state == null) {
            return;
        }
        rates.advance(
                state,
                context.getCurrentKey(),
                context.timerService().currentWatermark(),
                coverage(context),
                fact -> emit(fact, context, out));
        if (state.isEmpty()) {
            states.clear();
        } else {
            states.update(state);
            atNextWatermark(context.timerService());
        }
    }

    private void emit(Fact fact, OnTimerContext context, Collector<Fact> out) {
        factsOut.inc();
        if (fact.type().inTopic()) {
            out.collect(fact);
        } else {
            context.output(LAKE_ONLY, fact);
        }
    }
}
