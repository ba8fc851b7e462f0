package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Sign-ups of a service in one country and second; sparse: there is no row without an event.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param time start of the second, UTC
 * @param requested sign-ups started, weighted
 * @param registrations sign-ups completed, weighted
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record RegistrationCountrySecond(
        String service,
        String country,
        Instant time,
        long requested,
        long registrations,
        boolean complete,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
