package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * The ledger of a feed: where every record of a minute went. Records without a usable event time
 * are booked to the minute of their Kafka timestamp.
 *
 * @param feed signup, sms or connection
 * @param time start of the minute, UTC
 * @param read records read, in events; equals counted + duplicate + late + rejected + heartbeat
 * @param counted events counted in the rates
 * @param duplicate events dropped because their id was seen before
 * @param late events beyond the allowed lateness, kept in dead-letters
 * @param rejected records that are no valid event, kept in dead-letters
 * @param heartbeat heartbeats
 * @param coveredSeconds seconds of the minute, 0 to 60, in which the feed was covered
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record FeedMinute(
        String feed,
        Instant time,
        long read,
        long counted,
        long duplicate,
        long late,
        long rejected,
        long heartbeat,
        int coveredSeconds,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return feed;
    }
}
