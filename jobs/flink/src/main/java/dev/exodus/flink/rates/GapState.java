package dev.exodus.flink.rates;

import dev.exodus.core.admission.Coverage;
import dev.exodus.core.admission.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The gaps of a feed as broadcast state: first uncovered second to first covered second. The one
 * with the key {@link Gap#BEGINNING} is there from the start of a job without state on: until a
 * partition speaks nothing is covered. State of earlier releases has none.
 */
final class GapState {
    static final MapStateDescriptor<Long, Long> DESCRIPTOR =
            new MapStateDescriptor<>("gaps", Types.LONG, Types.LONG);

    private static final long MINUTE = 60;

    private GapState() {}

    /** Of a job that starts without state nothing is covered yet. */
    static void initialize(FunctionInitializationContext context) throws Exception {
        BroadcastState<Long, Long> state =
                context.getOperatorStateStore().getBroadcastState(DESCRIPTOR);
        if (!context.isRestored()) {
            state.put(Gap.BEGINNING, Long.MAX_VALUE);
        }
    }

    /**
     * Adds a gap and forgets those whose rows are settled. How far ahead of them the newest gap is
     * says nothing: of a backlog one partition may be read days ahead of another.
     *
     * @param watermark of the feed, epoch milliseconds
     * @param allowedLatenessMs for which a row can still change behind its end
     */
    static void add(
            BroadcastState<Long, Long> state, Gap gap, long watermark, long allowedLatenessMs)
            throws Exception {
        Long known = state.get(gap.from());
        if (!gap.isBeginning()) {
            state.put(gap.from(), known == null ? gap.to() : Math.max(known, gap.to()));
        } else if (known != null) {
            state.put(gap.from(), Math.min(known, gap.to()));
        }
        // The longest row that a gap touches is a minute.
        long settledTo = Math.floorDiv(watermark, 1000) - allowedLatenessMs / 1000 - MINUTE;
        List<Long> settled = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : state.entries()) {
            if (entry.getValue() < settledTo) {
                settled.add(entry.getKey());
            }
        }
        for (Long from : settled) {
            state.remove(from);
        }
    }

    static Coverage coverage(ReadOnlyBroadcastState<Long, Long> state) throws Exception {
        return Coverage.without(state.immutableEntries());
    }
}
