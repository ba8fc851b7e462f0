package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * Something that people know: news, maintenance, a note, a verdict, a stated cause.
 *
 * @param markId stable id
 * @param kind news, maintenance, note, verdict or cause
 * @param service the service it is about
 * @param country the country it is about
 * @param incidentId the incident it is about
 * @param startsAt start
 * @param endsAt end; null for a moment
 * @param label what is known
 * @param source where it is known from
 * @param removed true if it was taken back
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record Mark(
        String markId,
        String kind,
        @Nullable String service,
        @Nullable String country,
        @Nullable String incidentId,
        Instant startsAt,
        @Nullable Instant endsAt,
        String label,
        @Nullable String source,
        boolean removed,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return markId;
    }
}
