package dev.exodus.schemas.facts;

/**
 * How much of an incident one segment explains.
 *
 * @param incidentId the incident
 * @param dimension region, country or platform
 * @param segment value of the dimension
 * @param service messaging service
 * @param observed events seen in the segment
 * @param expected events expected in the segment
 * @param explained share of the whole deviation that this segment explains
 * @param rank 1 for the segment that explains most
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record IncidentSegment(
        String incidentId,
        String dimension,
        String segment,
        String service,
        double observed,
        double expected,
        double explained,
        int rank,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
