package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Refused records of a feed in one minute, by reason.
 *
 * @param feed signup, sms or connection
 * @param reason why the record was refused
 * @param time start of the minute, UTC
 * @param events records refused
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record DeadLetterMinute(
        String feed, String reason, Instant time, long events, int generation, long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return feed;
    }
}
