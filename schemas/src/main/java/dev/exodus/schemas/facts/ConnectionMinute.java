package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Connection attempts at a service in one minute, per country or per platform.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param platform platform, or * for all
 * @param time start of the minute, UTC
 * @param attempts all attempts, the sum of the outcomes
 * @param ok successes
 * @param timeout attempts that timed out
 * @param refused attempts refused
 * @param reset connections reset
 * @param serverError server errors
 * @param authFailed authentication failures
 * @param latencyP50Ms median latency of all attempts, milliseconds, within 1 %; null if there were
 *     none or on rows of one platform
 * @param latencyP95Ms 95th percentile of the latency, as latency_p50_ms
 * @param latencyP99Ms 99th percentile of the latency, as latency_p50_ms
 * @param coveredSeconds seconds of the minute, 0 to 60, in which the feed was covered
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record ConnectionMinute(
        String service,
        String country,
        String platform,
        Instant time,
        long attempts,
        long ok,
        long timeout,
        long refused,
        long reset,
        long serverError,
        long authFailed,
        Long latencyP50Ms,
        Long latencyP95Ms,
        Long latencyP99Ms,
        int coveredSeconds,
        boolean complete,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
