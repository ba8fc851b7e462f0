package dev.exodus.schemas.facts;

import java.time.Instant;

/**
 * How many people moved because of an incident, and how sure that is.
 *
 * @param incidentId the incident of the service that people left
 * @param destination the service that they went to
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param source the service that people left
 * @param computedThrough event time up to which data was used
 * @param observed registrations at the destination within the window
 * @param baseline registrations expected without outage and news
 * @param news registrations because of the news
 * @param excess registrations because of the outage
 * @param excessLo95 lower end of the 95 % interval
 * @param excessHi95 upper end of the 95 % interval
 * @param placebos past starts that the interval rests on
 * @param outageShare share of the outage
 * @param newsShare share of the news
 * @param baseShare share of the baseline
 * @param unassignedShare share that cannot be told apart
 * @param lagSeconds delay of the surge behind the outage
 * @param lagLo95Seconds lower end of its interval
 * @param lagHi95Seconds upper end of its interval
 * @param migrated people affected there and new here
 * @param migratedLo95 lower bound
 * @param migratedHi95 upper bound
 * @param lift migrated over chance overlap
 * @param retainedDay1 share of the cohort active on day 1; null until due
 * @param retainedDay7 share of the cohort active on day 7; null until due
 * @param retainedDay28 share of the cohort active on day 28; null until due
 * @param returnedDay7 share of the cohort connected to the source again within 7 days
 * @param multihomingDay7 share of the cohort active on both
 * @param dueAt when the next NULL figure becomes known
 * @param requested code requests in the window
 * @param verified codes verified in the window
 * @param suppressed registrations lost waiting for a code
 * @param worstBacklog most codes under way at once
 * @param waitP95Ms 95th percentile of the wait for a code
 * @param suppressedCells true if figures were withheld because fewer than k people are behind them
 * @param settled true when it can no longer change
 * @param methodVersion version of the method
 * @param generation marks a deliberate reprocessing, from 1
 * @param revision grows with the content and is a function of it
 */
public record Migration(
        String incidentId,
        String destination,
        String country,
        String source,
        Instant computedThrough,
        double observed,
        double baseline,
        double news,
        double excess,
        Double excessLo95,
        Double excessHi95,
        int placebos,
        Double outageShare,
        Double newsShare,
        Double baseShare,
        Double unassignedShare,
        Long lagSeconds,
        Long lagLo95Seconds,
        Long lagHi95Seconds,
        Long migrated,
        Long migratedLo95,
        Long migratedHi95,
        Double lift,
        Double retainedDay1,
        Double retainedDay7,
        Double retainedDay28,
        Double returnedDay7,
        Double multihomingDay7,
        @Nullable Instant dueAt,
        Long requested,
        Long verified,
        Double suppressed,
        Long worstBacklog,
        Long waitP95Ms,
        boolean suppressedCells,
        boolean settled,
        String methodVersion,
        int generation,
        long revision)
        implements Fact {

    @Override
    public String partitionKey() {
        return destination;
    }
}
