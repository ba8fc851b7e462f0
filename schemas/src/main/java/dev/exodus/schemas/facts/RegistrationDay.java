package dev.exodus.schemas.facts;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Sign-ups of a service in one day of a time zone, per country.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param day the day, in its zone
 * @param zone IANA time zone in which the day is counted
 * @param requested sign-ups started, weighted
 * @param registrations sign-ups completed, weighted
 * @param peakRegistrations most registrations in one second of the day
 * @param peakTime the earliest second with that many; null if there were none
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record RegistrationDay(
        String service,
        String country,
        LocalDate day,
        String zone,
        long requested,
        long registrations,
        long peakRegistrations,
        @Nullable Instant peakTime,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
