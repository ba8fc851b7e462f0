package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.schemas.facts.Fact;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the cohorts of a service and minute, and emits their rows: when the minute is over, later
 * if they have changed, and when they have settled.
 */
public final class CohortFunction
        extends KeyedProcessFunction<Tuple2<String, Long>, CohortMinute, Fact> {
    private static final long serialVersionUID = 1;

    private final long gapMs;
    private final long allowedLatenessMs;
    private final long fromSecond;
    private final int generation;

    private transient FunnelSettings settings;
    private transient ValueState<CohortMinute> minutes;
    private transient Counter factsOut;

    public CohortFunction(FunnelSettings settings) {
        this.gapMs = settings.gapMs();
        this.allowedLatenessMs = settings.allowedLatenessMs();
        this.fromSecond = settings.fromSecond();
        this.generation = settings.generation();
    }

    @Override
    public void open(OpenContext context) {
        settings = new FunnelSettings(gapMs, allowedLatenessMs, fromSecond, generation);
        minutes =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "minute", CohortMinuteSerializer.typeInformation()));
        factsOut = getRuntimeContext().getMetricGroup().counter(FunnelMetrics.FACTS_OUT);
    }

    @Override
    public void processElement(CohortMinute part, Context context, Collector<Fact> out)
            throws Exception {
        CohortMinute minute = minutes.value();
        if (minute == null) {
            minute = part;
            long watermark = context.timerService().currentWatermark();
            context.timerService().registerEventTimeTimer(settings.due(part.minute(), watermark));
        } else {
            minute.merge(part);
        }
        minutes.update(minute);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Fact> out)
            throws Exception {
        CohortMinute minute = minutes.value();
        boolean settled = timestamp >= settings.settles(minute.minute());
        if (settings.covers(minute.minute())) {
            minute.emit(
                    settings.withCarriers(minute.minute(), timestamp),
                    settled,
                    generation,
                    row -> {
                        factsOut.inc();
                        out.collect(row);
                    });
        }
        if (settled) {
            minutes.clear();
        } else {
            minutes.update(minute);
            context.timerService().registerEventTimeTimer(settings.due(minute.minute(), timestamp));
        }
    }
}
