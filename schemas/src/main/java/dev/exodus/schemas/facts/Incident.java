package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * An incident of a service with everything known about it.
 *
 * @param incidentId stable id
 * @param service messaging service
 * @param kind outage, degradation, registration_drop, registration_surge or sms_overload
 * @param direction down or up
 * @param severity minor, major or critical
 * @param startedAt start, back-dated
 * @param detectedAt event time at which it was first known
 * @param endedAt end; null while open
 * @param observed events seen within it
 * @param expected events expected within it
 * @param ratio observed over expected
 * @param pValue probability of the opening bucket without an incident
 * @param lostEvents expected minus observed, negative for a surge
 * @param detectors tests that fired, comma separated
 * @param parts JSON array of the parts, each with start and end
 * @param mergedInto id of the incident that took this one over
 * @param cause stated cause
 * @param feedSuspect true if fewer connections were seen but no more attempts failed
 * @param settled true when it can no longer change
 * @param createdAt event time of the first version
 * @param methodVersion version of the detector
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record Incident(
        String incidentId,
        String service,
        String kind,
        String direction,
        String severity,
        Instant startedAt,
        Instant detectedAt,
        @Nullable Instant endedAt,
        double observed,
        double expected,
        double ratio,
        double pValue,
        double lostEvents,
        String detectors,
        String parts,
        @Nullable String mergedInto,
        @Nullable String cause,
        boolean feedSuspect,
        boolean settled,
        Instant createdAt,
        String methodVersion,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return service;
    }
}
