package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Count;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must come out of a feed, by plain loops over all of it. */
final class FunnelOracle {
    private final long gapMs;
    private final Map<Long, TreeMap<Integer, Long>> attempts = new TreeMap<>();
    private final Map<Long, FunnelFeed.Sent> requests = new TreeMap<>();
    private final Map<String, long[]> rows = new TreeMap<>();
    private long late;

    /** The counts in the order of {@link Count}, then the revision, of every settled row. */
    static Map<String, long[]> rows(FunnelFeed feed, long gapMs, long latenessMs, long disorderMs) {
        FunnelOracle oracle = new FunnelOracle(gapMs);
        for (int partition = 0; partition < FunnelFeed.PARTITIONS; partition++) {
            oracle.admit(feed.partition(partition), latenessMs, disorderMs);
        }
        if (oracle.late == 0) {
            throw new IllegalStateException("the feed should have late events");
        }
        oracle.requests.forEach(oracle::count);
        return oracle.rows;
    }

    private FunnelOracle(long gapMs) {
        this.gapMs = gapMs;
    }

    private void admit(List<FunnelFeed.Sent> partition, long latenessMs, long disorderMs) {
        long clock = Long.MIN_VALUE / 2;
        for (FunnelFeed.Sent sent : partition) {
            clock = Math.max(clock, sent.time());
            if (sent.time() + latenessMs < clock - disorderMs) {
                late++;
                continue;
            }
            attempts.computeIfAbsent(sent.attempt(), a -> new TreeMap<>())
                    .put(sent.status(), sent.time());
            if (sent.status() == Count.REQUESTED.ordinal()) {
                requests.put(sent.attempt(), sent);
            }
        }
    }

    private void count(long attempt, FunnelFeed.Sent request) {
        long[] counts = new long[Count.values().length + 1];
        int revision = Count.values().length;
        TreeSet<Integer> statuses = new TreeSet<>(attempts.get(attempt).keySet());
        statuses.forEach(status -> counts[status] = 1);
        counts[revision] = statuses.size();
        boolean ended = false;
        for (Count end : List.of(Count.FAILED, Count.EXPIRED, Count.VERIFIED)) {
            ended |= statuses.contains(end.ordinal());
        }
        if (!ended) {
            counts[Count.EXPIRED.ordinal()] = 1;
            counts[revision]++;
        }
        long before = before(request);
        counts[(before == 0 ? Count.UNIQUE : Count.RETRY).ordinal()] = 1;
        counts[revision] += 1 + before;
        String country = FunnelFeed.country(request.segment());
        String minute = Math.floorDiv(request.time(), 60_000L) + " ";
        String carrier = FunnelFeed.carrier(request.segment());
        for (String key : List.of(country + " " + carrier, country + " *", "* *")) {
            long[] row =
                    rows.computeIfAbsent(
                            minute + key,
                            k -> {
                                long[] fresh = new long[counts.length];
                                fresh[revision] = 1; // settled
                                return fresh;
                            });
            for (int i = 0; i < row.length; i++) {
                row[i] += counts[i];
            }
        }
    }

    private long before(FunnelFeed.Sent request) {
        return requests.values().stream()
                .filter(other -> other.person() == request.person())
                .filter(other -> other.time() < request.time())
                .filter(other -> request.time() - other.time() < gapMs)
                .count();
    }
}
