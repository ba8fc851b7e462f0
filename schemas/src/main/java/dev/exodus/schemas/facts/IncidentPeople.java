package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * How many people an outage or degradation affected: who failed to connect while it lasted.
 *
 * @param incidentId the incident
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param service the service that failed
 * @param peopleAffected people with a failed attempt, to the nearest 5; null if withheld
 * @param peopleLower lower bound, two standard deviations
 * @param peopleUpper upper bound, likewise
 * @param computedThrough event time up to which people were counted
 * @param suppressedCells true if figures were withheld because fewer than k people are behind them
 * @param settled true when it can no longer change
 * @param methodVersion version of the method
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it: the incident's, then
 *     computed_through
 */
public record IncidentPeople(
        String incidentId,
        String country,
        String service,
        Long peopleAffected,
        Long peopleLower,
        Long peopleUpper,
        Instant computedThrough,
        boolean suppressedCells,
        boolean settled,
        String methodVersion,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
