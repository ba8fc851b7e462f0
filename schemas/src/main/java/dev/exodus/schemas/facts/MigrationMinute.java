package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * The curve behind a migration row.
 *
 * @param incidentId the incident
 * @param destination the service that people went to
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param time start of the minute, UTC
 * @param observed registrations seen
 * @param baseline registrations expected
 * @param news registrations because of the news
 * @param excess registrations because of the outage
 * @param cumulativeExcess sum of the excess since the start
 * @param cumulativeLo95 lower end of its 95 % interval
 * @param cumulativeHi95 upper end of its 95 % interval
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record MigrationMinute(
        String incidentId,
        String destination,
        String country,
        Instant time,
        double observed,
        double baseline,
        double news,
        double excess,
        double cumulativeExcess,
        Double cumulativeLo95,
        Double cumulativeHi95,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return destination;
    }
}
