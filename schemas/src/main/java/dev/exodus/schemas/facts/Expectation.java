package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Observed and expected value of a signal in one minute.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param platform platform, or * for all
 * @param signal registrations, sms_verified, connections_ok ..
 * @param time start of the minute, UTC
 * @param observed what was seen; null if not covered
 * @param expected what was expected; null while learning
 * @param lower lower end of the band
 * @param upper upper end of the band
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record Expectation(
        String service,
        String country,
        String platform,
        String signal,
        Instant time,
        Double observed,
        Double expected,
        Double lower,
        Double upper,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
