package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Verification messages of a service in one minute, per country or per platform.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param platform platform, or * for all
 * @param time start of the minute, UTC
 * @param requested code requests
 * @param sent codes sent by the gateway
 * @param delivered codes that arrived
 * @param failed codes that could not be delivered
 * @param expired codes that were not used in time
 * @param verified codes that were entered
 * @param coveredSeconds seconds of the minute, 0 to 60, in which the feed was covered
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record SmsMinute(
        String service,
        String country,
        String platform,
        Instant time,
        long requested,
        long sent,
        long delivered,
        long failed,
        long expired,
        long verified,
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
