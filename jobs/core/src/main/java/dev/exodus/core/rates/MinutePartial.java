package dev.exodus.core.rates;

/**
 * What one bundle counted for one service in one minute: a handful of flat arrays instead of the
 * events themselves.
 *
 * <p>Partials add up: the rows do not depend on how events were spread over bundles.
 *
 * @param service the service
 * @param minute epoch minute
 * @param countries names to which {@code cellCountry} and {@code latencyCountry} point
 * @param cellSecond epoch second of each cell, all within the minute
 * @param cellCountry country of each cell
 * @param cellEvents events in each cell, unweighted
 * @param cellCounts weighted counts, cell by cell, one per counter of the feed
 * @param platforms platform of each platform cell
 * @param platformEvents events in each platform cell, unweighted
 * @param platformCounts weighted counts, as {@code cellCounts}
 * @param latencyCountry country of each latency, one after the other; empty for feeds without
 *     latencies. They may come later than the events, but before the watermark that closes the
 *     minute
 * @param latencyMs latencies in milliseconds, each the lowest of its bucket of the histogram
 * @param latencyWeight how many events each latency stands for
 */
public record MinutePartial(
        String service,
        long minute,
        String[] countries,
        long[] cellSecond,
        int[] cellCountry,
        long[] cellEvents,
        long[] cellCounts,
        String[] platforms,
        long[] platformEvents,
        long[] platformCounts,
        int[] latencyCountry,
        long[] latencyMs,
        long[] latencyWeight) {}
