package dev.exodus.flink.rates;

import dev.exodus.core.admission.Coverage;
import dev.exodus.core.admission.Gap;
import dev.exodus.schemas.facts.Fact;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes rows at each watermark, and knows which seconds of the feed are covered: the gaps come as a
 * broadcast.
 *
 * @param <I> what is counted
 */
abstract class CoverageFunction<I> extends KeyedBroadcastProcessFunction<String, I, Gap, Fact>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final long allowedLatenessMs;

    CoverageFunction(long allowedLatenessMs) {
        this.allowedLatenessMs = allowedLatenessMs;
    }

    @Override
    public final void initializeState(FunctionInitializationContext context) throws Exception {
        GapState.initialize(context);
    }

    /** State takes care of itself. */
    @Override
    public final void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public final void processBroadcastElement(Gap gap, Context context, Collector<Fact> out)
            throws Exception {
        GapState.add(
                context.getBroadcastState(GapState.DESCRIPTOR),
                gap,
                context.currentWatermark(),
                allowedLatenessMs);
    }

    final Coverage coverage(OnTimerContext context) throws Exception {
        return GapState.coverage(context.getBroadcastState(GapState.DESCRIPTOR));
    }

    /** One timer, due at any later watermark; equal timers are one. */
    static void atNextWatermark(TimerService timers) {
        if (timers.currentWatermark() < Long.MAX_VALUE) {
            timers.registerEventTimeTimer(timers.currentWatermark() + 1);
        }
    }
}
