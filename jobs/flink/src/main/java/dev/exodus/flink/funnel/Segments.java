package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Request;
import dev.exodus.core.funnel.Segment;
import java.util.HashMap;
import java.util.Map;

/**
 * One instance for all equal segments: hundreds of thousands of open attempts share a few hundred.
 */
final class Segments {
    /** No sender can make it grow without end: when full it starts afresh. */
    private static final int MOST = 10_000;

    private final Map<Segment, Segment> known = new HashMap<>();

    Request request(Segment segment, long time, long weight) {
        if (known.size() == MOST) {
            known.clear();
        }
        Segment first = known.putIfAbsent(segment, segment);
        return new Request(first == null ? segment : first, time, weight);
    }
}
