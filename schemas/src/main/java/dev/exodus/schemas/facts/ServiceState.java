package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * State of a service in one minute; the grid is complete.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param time start of the minute, UTC
 * @param state up, degraded, down or unknown
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record ServiceState(
        String service, String country, Instant time, String state, int generation, long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
