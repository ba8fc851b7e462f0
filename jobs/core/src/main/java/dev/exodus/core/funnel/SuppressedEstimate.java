package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;

/**
 * Adds up the minutes of one segment, calm ones and others, for {@link Suppressed}.
 *
 * <p>A minute of a service is calm if at least 80 % of the codes asked for in it were delivered,
 * and 95 % of these within a minute. That is asked of the service, not of the segment, where one
 * lost code of one request would make a minute look stuck and bias what is left.
 */
public final class SuppressedEstimate {
    /** Longest wait of a calm minute's 95th percentile. */
    public static final long CALM_WAIT_MS = 60_000;

    /** Smallest share of delivered codes in a calm minute. */
    public static final double CALM_DELIVERED = .8;

    private long calmPeople;
    private long calmVerified;
    private long people;
    private long verified;
    private long requests;
    private long calmRequests;

    /**
     * Takes one settled minute of the segment.
     *
     * @param calm whether the service was {@link #isCalm calm} in it
     */
    public void add(SmsFunnel row, boolean calm) {
        if (calm) {
            calmPeople += row.uniqueRequesters();
            calmRequests += row.requested();
            calmVerified += row.verified();
        } else {
            people += row.uniqueRequesters();
            requests += row.requested();
            verified += row.verified();
        }
    }

    /**
     * Whether codes were not stuck for those who asked in this minute.
     *
     * @param row of all countries and carriers of the service
     */
    public static boolean isCalm(SmsFunnel row) {
        return row.requested() == 0
                || row.delivered() >= CALM_DELIVERED * row.requested()
                        && row.deliverP95Ms() <= CALM_WAIT_MS;
    }

    /** What was suppressed in the minutes that were not calm. */
    public Suppressed suppressed() {
        return Suppressed.of(people, verified, calmPeople, calmVerified);
    }

    /**
     * The same from raw requests instead of people, to see why not: who asks three times is no
     * three people.
     */
    public Suppressed ofRawRequests() {
        return Suppressed.of(requests, verified, calmRequests, calmVerified);
    }
}
