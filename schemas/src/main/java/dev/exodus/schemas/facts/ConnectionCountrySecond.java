package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Connection attempts at a service in one country and second; sparse: there is no row without an
 * event.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param time start of the second, UTC
 * @param attempts all attempts, the sum of the outcomes
 * @param ok successes
 * @param timeout attempts that timed out
 * @param refused attempts refused
 * @param reset connections reset
 * @param serverError server errors
 * @param authFailed authentication failures
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record ConnectionCountrySecond(
        String service,
        String country,
        Instant time,
        long attempts,
        long ok,
        long timeout,
        long refused,
        long reset,
        long serverError,
        long authFailed,
        boolean complete,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
