package dev.exodus.flink.funnel;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says behind the rows of each minute of a service that they have been told, so that whoever reads
 * them knows how far they go where nobody asks for a code. Rows may still be told again until they
 * settle.
 */
public final class FunnelClockFunction extends KeyedProcessFunction<String, Fact, Fact> {
    private static final long serialVersionUID = 1;
    private static final long MINUTE_MS = 60_000;

    private final int generation;

    /** The minute through which rows have been told, exclusive. */
    private transient ValueState<Long> told;

    public FunnelClockFunction(int generation) {
        this.generation = generation;
    }

    @Override
    public void open(OpenContext context) {
        told = getRuntimeContext().getState(new ValueStateDescriptor<>("told-through", Types.LONG));
    }

    @Override
    public void processElement(Fact row, Context context, Collector<Fact> out) throws Exception {
        out.collect(row);
        if (told.value() == null) {
            told.update(Long.MIN_VALUE);
            long now = context.timerService().currentWatermark();
            context.timerService().registerEventTimeTimer(now == Long.MIN_VALUE ? 0 : next(now));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Fact> out)
            throws Exception {
        long now = context.timerService().currentWatermark();
        // The end of a bounded input is no time.
        if (now == Long.MAX_VALUE) {
            return;
        }
        long through = minute(now);
        if (through > told.value()) {
            told.update(through);
            long second = through * MINUTE_MS / 1000;
            out.collect(
                    new Tick(
                            Tick.FUNNEL,
                            context.getCurrentKey(),
                            Instant.ofEpochSecond(second),
                            generation,
                            second));
        }
        context.timerService().registerEventTimeTimer(next(now));
    }

    /** The minute before which all is known at a watermark. */
    private static long minute(long watermark) {
        return Math.floorDiv(watermark + 1, MINUTE_MS);
    }

    /** The first watermark at which one minute more is known. */
    private static long next(long watermark) {
        return (minute(watermark) + 1) * MINUTE_MS - 1;
    }
}
