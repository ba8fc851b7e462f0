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

    private static final long MINUTE_MS = 60_000;

    private GapState() {}

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
        state.put(gap.from(), known == null ? gap.to() : Math.max(known, gap.to()));
        List<Long> settled = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : state.entries()) {
            // The longest row that a gap touches is a minute.
            if (entry.getValue() * 1000 + MINUTE_MS + allowedLatenessMs < watermark) {
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
