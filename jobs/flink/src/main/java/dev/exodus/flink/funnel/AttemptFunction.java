package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Attempt;
import dev.exodus.core.funnel.AttemptEnd;
import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Observed;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps each attempt until nothing more of it can come, and says what every event changes: the
 * funnel itself is {@link Attempt}. One timer per attempt, and no state behind it.
 */
public final class AttemptFunction extends KeyedProcessFunction<Long, FunnelEvent, CohortChange> {
    private static final long serialVersionUID = 1;

    private final long gapMs;
    private final long allowedLatenessMs;

    private transient ValueState<Attempt> attempts;
    private transient Segments segments;
    private transient Counter repeated;
    private transient Counter outOfOrder;
    private transient Counter refused;
    private transient Counter orphans;
    private transient Counter missingSteps;
    private transient Counter expired;
    private transient Counter concluded;

    public AttemptFunction(FunnelSettings settings) {
        this.gapMs = settings.gapMs();
        this.allowedLatenessMs = settings.allowedLatenessMs();
    }

    @Override
    public void open(OpenContext context) {
        attempts =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "attempt", AttemptSerializer.typeInformation()));
        segments = new Segments();
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        repeated = metrics.counter(FunnelMetrics.REPEATED);
        outOfOrder = metrics.counter(FunnelMetrics.OUT_OF_ORDER);
        refused = metrics.counter(FunnelMetrics.REFUSED);
        orphans = metrics.counter(FunnelMetrics.ORPHANS);
        missingSteps = metrics.counter(FunnelMetrics.MISSING_STEPS);
        expired = metrics.counter(FunnelMetrics.EXPIRED);
        concluded = metrics.counter(FunnelMetrics.CONCLUDED);
    }

    @Override
    public void processElement(FunnelEvent event, Context context, Collector<CohortChange> out)
            throws Exception {
        Attempt attempt = attempts.value();
        boolean isNew = attempt == null;
        if (isNew) {
            attempt = new Attempt();
        }
        long dueBefore = isNew ? 0 : due(attempt);
        Observed observed = observe(attempt, event, out);
        switch (observed) {
            case KNOWN -> repeated.inc();
            case REFUSED -> refused.inc();
            case OUT_OF_ORDER -> outOfOrder.inc();
            case IN_ORDER -> {}
        }
        attempts.update(attempt);
        setTimer(context.timerService(), isNew, dueBefore, due(attempt));
    }

    private Observed observe(Attempt attempt, FunnelEvent event, Collector<CohortChange> out) {
        return event.isRequest()
                ? attempt.request(
                        segments.request(event.segment, event.time, event.weight),
                        gapMs,
                        out::collect)
                : attempt.step(event.status, event.time, gapMs, out::collect);
    }

    private static void setTimer(TimerService timers, boolean isNew, long before, long due) {
        if (!isNew && before == due) {
            return;
        }
        if (!isNew) {
            timers.deleteEventTimeTimer(before);
        }
        timers.registerEventTimeTimer(due);
    }

    /** From here on nothing that counts for it can be admitted. */
    private long due(Attempt attempt) {
        return attempt.end(gapMs) + allowedLatenessMs;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CohortChange> out)
            throws Exception {
        AttemptEnd end = attempts.value().conclude(gapMs, out::collect);
        attempts.clear();
        concluded.inc();
        missingSteps.inc(end.missingSteps());
        if (!end.requested()) {
            orphans.inc();
        }
        if (end.expired()) {
            expired.inc();
        }
    }
}
