package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Sign-ups of a service in one minute, per country or per platform.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param platform platform, or * for all
 * @param time start of the minute, UTC
 * @param requested sign-ups started, weighted
 * @param registrations sign-ups completed, weighted
 * @param peakRegistrations most registrations in one second of the minute
 * @param peakTime the earliest second with that many; null if there were none or on rows of one
 *     platform
 * @param coveredSeconds seconds of the minute, 0 to 60, in which the feed was covered
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record RegistrationMinute(
        String service,
        String country,
        String platform,
        Instant time,
        long requested,
        long registrations,
        long peakRegistrations,
        @Nullable Instant peakTime,
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
