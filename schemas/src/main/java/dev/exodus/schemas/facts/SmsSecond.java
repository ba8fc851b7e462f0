package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Verification messages of a service in one second, by the status reached then.
 *
 * @param service messaging service
 * @param time start of the second, UTC
 * @param requested code requests
 * @param sent codes sent by the gateway
 * @param delivered codes that arrived
 * @param failed codes that could not be delivered
 * @param expired codes that were not used in time
 * @param verified codes that were entered
 * @param complete false if the feed was not covered throughout, so that the counts may be too low
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record SmsSecond(
        String service,
        Instant time,
        long requested,
        long sent,
        long delivered,
        long failed,
        long expired,
        long verified,
        boolean complete,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
