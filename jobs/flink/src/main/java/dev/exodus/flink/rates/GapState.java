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

/** The gaps of a feed as broadcast state: first uncovered second to first covered second. */
final class GapState {
    static final MapStateDescriptor<Long, Long> DESCRIPTOR =
            new MapStateDescriptor<>("gaps", Types.LONG, Types.LONG);

    /** Longer than any row that a gap touches can stay open. */
    private static final long KEPT_BEHIND_NEWEST_SECONDS = 2 * 86_400;

    private GapState() {}

    /** Adds a gap and forgets those that end long before it. A function of the gaps alone. */
    static void add(BroadcastState<Long, Long> state, Gap gap) throws Exception {
        Long known = state.get(gap.from());
        state.put(gap.from(), known == null ? gap.to() : Math.max(known, gap.to()));
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : state.entries()) {
            if (entry.getValue() < gap.from() - KEPT_BEHIND_NEWEST_SECONDS) {
                old.add(entry.getKey());
            }
        }
        for (Long from : old) {
            state.remove(from);
        }
    }

    static Coverage coverage(ReadOnlyBroadcastState<Long, Long> state) throws Exception {
        return Coverage.without(state.immutableEntries());
    }
}
