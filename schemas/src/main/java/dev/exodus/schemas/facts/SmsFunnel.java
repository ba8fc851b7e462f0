package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Verification attempts requested in one minute and what became of them.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param carrier mobile network, or * for all
 * @param time start of the minute, UTC
 * @param requested attempts of the cohort that were requested
 * @param sent of these, sent
 * @param delivered of these, delivered
 * @param verified of these, verified
 * @param failed of these, failed
 * @param expired of these, expired
 * @param uniqueRequesters distinct people
 * @param retries requests that were not the first of their session
 * @param deliverP50Ms median time from request to delivery
 * @param deliverP95Ms 95th percentile of the time to delivery
 * @param verifyP50Ms median time from request to verification
 * @param verifyP95Ms 95th percentile of the time to verification
 * @param settled true when all sessions of the cohort have ended
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record SmsFunnel(
        String service,
        String country,
        String carrier,
        Instant time,
        long requested,
        long sent,
        long delivered,
        long verified,
        long failed,
        long expired,
        long uniqueRequesters,
        long retries,
        Long deliverP50Ms,
        Long deliverP95Ms,
        Long verifyP50Ms,
        Long verifyP95Ms,
        boolean settled,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
