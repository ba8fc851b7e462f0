package dev.exodus.schemas.facts;

/**
 * A downtime that recurs at the same hours of the week.
 *
 * @param service messaging service
 * @param direction down or up
 * @param patternId stable id
 * @param hourOfWeek 0 (Monday 00:00) to 167, in the zone
 * @param zone IANA time zone
 * @param starts episodes that began in that hour
 * @param weeks weeks observed
 * @param pValue Poisson test against uniform starts
 * @param typicalStart HH:MM
 * @param typicalEnd HH:MM
 * @param description one sentence
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record DowntimePattern(
        String service,
        String direction,
        String patternId,
        int hourOfWeek,
        String zone,
        int starts,
        int weeks,
        double pValue,
        String typicalStart,
        String typicalEnd,
        String description,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
