package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Closes the rows of one watermark advance: everything before it in the partition is known.
 *
 * @param feed signup, sms or connection; {@value #FUNNEL} for the minutes of the SMS funnel
 * @param service messaging service
 * @param through every row of this service and feed up to here has been sent, exclusive
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record Tick(String feed, String service, Instant through, int generation, long revision)
        implements Fact {
    /** Stands for the feed in the ticks of SmsFunnelJob. */
    public static final String FUNNEL = "sms_funnel";

    @Override
    public String partitionKey() {
        return service;
    }
}
