package dev.exodus.bench.rates;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The newest count of each service and second, and when they are complete. */
final class Rows {
    private record Key(String service, long second) {}

    private final Map<Key, Long> counts = new HashMap<>();
    private final long expected;
    private final CompletableFuture<Usage> complete = new CompletableFuture<>();
    private long events;

    /**
     * @param expected how many events there are
     */
    Rows(long expected) {
        this.expected = expected;
    }

    /** A row, or its correction. */
    synchronized void put(String service, long second, long count) {
        if (count == 0) {
            return;
        }
        Long before = counts.put(new Key(service, second), count);
        events += count - (before == null ? 0 : before);
        if (events >= expected) {
            complete.complete(Usage.now());
        }
    }

    /** Completed, with what the process had used by then, when every event is in a row. */
    CompletableFuture<Usage> complete() {
        return complete;
    }

    synchronized Counted counted() {
        long sum = 0;
        for (Map.Entry<Key, Long> row : counts.entrySet()) {
            sum += mix(row.getKey()) * row.getValue();
        }
        return new Counted(events, counts.size(), sum);
    }

    /** The finaliser of MurmurHash3 (Appleby), so that no two wrong rows make up for each other. */
    private static long mix(Key key) {
        long hash = key.service().hashCode() * 0x9E3779B97F4A7C15L + key.second();
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
