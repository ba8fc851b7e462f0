package dev.exodus.flink.admission;

import dev.exodus.core.admission.LongHashSet;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.flink.state.LongHashSetSerializer;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Drops events whose id was seen before. Keyed by a shard of the id's hash: one hash set per shard
 * and event minute, dropped by one timer when no event of that minute can be admitted any more.
 */
public final class DuplicateFilter extends KeyedProcessFunction<Integer, Admitted, Admitted> {
    private static final long serialVersionUID = 1;

    /** Duplicates found. */
    public static final OutputTag<LedgerPartial> LEDGER =
            new OutputTag<>("duplicates-ledger", TypeInformation.of(LedgerPartial.class));

    /** Number of shards is two to this power. */
    private static final int SHARD_BITS = 10;

    private static final int MINUTE_MS = 60_000;

    private final long allowedLatenessMs;

    private transient MapState<Long, LongHashSet> seen;
    private transient Counter duplicates;

    public DuplicateFilter(long allowedLatenessMs) {
        this.allowedLatenessMs = allowedLatenessMs;
    }

    /** The shard of an event: the top bits of the hash, since the sets use the low ones. */
    public static final class Shard implements KeySelector<Admitted, Integer>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public Integer getKey(Admitted event) {
            return (int) (event.eventId >>> Long.SIZE - SHARD_BITS);
        }
    }

    @Override
    public void open(OpenContext context) {
        seen =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "seen",
                                        Types.LONG,
                                        LongHashSetSerializer.typeInformation()));
        duplicates = getRuntimeContext().getMetricGroup().counter(RatesMetrics.DUPLICATES);
    }

    @Override
    public void processElement(Admitted event, Context context, Collector<Admitted> out)
            throws Exception {
        long minute = Math.floorDiv(event.eventTime, MINUTE_MS);
        LongHashSet ids = seen.get(minute);
        if (ids == null) {
            ids = new LongHashSet();
            context.timerService()
                    .registerEventTimeTimer((minute + 1) * MINUTE_MS + allowedLatenessMs);
        }
        if (ids.add(event.eventId)) {
            seen.put(minute, ids);
            out.collect(event);
        } else {
            duplicates.inc();
            long[] counts = new long[Disposition.values().length];
            counts[Disposition.DUPLICATE.ordinal()] = 1;
            context.output(LEDGER, new LedgerPartial(minute, counts));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Admitted> out)
            throws Exception {
        seen.remove(Math.floorDiv(timestamp - allowedLatenessMs, MINUTE_MS) - 1);
    }
}
