package dev.exodus.core.incidents;

import dev.exodus.core.outages.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The state of a service as a whole, minute by minute, from both signals of its connections: fewer
 * get through than usual, or more of the attempts fail. Clients that fail try again, so that the
 * second may be all that is to be seen.
 */
final class ServiceStates {
    private static final int MINUTE = 60;
    private static final List<Signal> SIGNALS =
            List.of(Signal.CONNECTIONS_OK, Signal.CONNECTION_SUCCESS);

    private final Map<Signal, Map<Long, Told>> told = new EnumMap<>(Signal.class);
    private final TreeSet<Long> changed = new TreeSet<>();

    /** What was told before a tick of the minutes that may still change. */
    ServiceStates(FeedWatch feed) {
        for (Signal signal : SIGNALS) {
            SeriesWatch watch = feed.series.get(Series.whole(signal, MINUTE));
            told.put(signal, watch == null ? new HashMap<>() : watch.told());
        }
    }

    /** Takes what is told of a bucket; of other series than these nothing is taken. */
    void say(Series series, long bucket, Told saying) {
        if (series.isWhole() && series.step() == MINUTE && SIGNALS.contains(series.signal())) {
            told.get(series.signal()).put(bucket, saying);
            changed.add(bucket);
        }
    }

    /** Gives every minute of which something new was told, and its state, in order. */
    void forEach(BiConsumer<Long, String> state) {
        changed.forEach(bucket -> state.accept(bucket, state(bucket)));
    }

    private String state(long bucket) {
        Told counts = told.get(Signal.CONNECTIONS_OK).get(bucket);
        Told shares = told.get(Signal.CONNECTION_SUCCESS).get(bucket);
        String byCounts = counts == null ? "unknown" : of(counts);
        String byShares = shares == null || isBack(shares) ? "unknown" : of(shares);
        if (byCounts.equals("down") || byShares.equals("down")) {
            return "down";
        }
        return byShares.equals("degraded") ? byShares : byCounts;
    }

    /** That a share is back is believed after a quarter of an hour, but to be seen at once. */
    private static boolean isBack(Told shares) {
        return shares.verdict() == Verdict.DOWN && shares.observed() >= shares.lower();
    }

    /** What one series says. */
    static String of(Told told) {
        if (told.verdict() == Verdict.UNKNOWN || told.verdict() == Verdict.LEARNING) {
            return "unknown";
        }
        if (told.verdict() != Verdict.DOWN) {
            return "up";
        }
        return told.observed() < Symptom.OUTAGE_BELOW * told.expected() ? "down" : "degraded";
    }
}
