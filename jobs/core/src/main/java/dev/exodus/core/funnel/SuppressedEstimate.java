package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;

/**
 * Adds up the minutes of one segment, calm ones and others, for {@link Suppressed}.
 *
 * <p>A minute of a service is calm if 95 % of its delivered codes came within a minute, and no more
 * than 20 % of the codes asked for, or 5 codes, were not delivered. That is asked of the service,
 * not of the segment: where few codes are asked for, chance would make a minute look stuck, and
 * bias what is left.
 */
public final class SuppressedEstimate {
    /** Longest wait of a calm minute's 95th percentile. */
    public static final long CALM_WAIT_MS = 60_000;

    /** Greatest share of codes that are not delivered in a calm minute. */
    public static final double CALM_LOST = .2;

    /** So many may always be lost by chance. */
    private static final long LOST_BY_CHANCE = 5;

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
        long lost = row.requested() - row.delivered();
        return lost <= Math.max(LOST_BY_CHANCE, CALM_LOST * row.requested())
                && (row.deliverP95Ms() == null || row.deliverP95Ms() <= CALM_WAIT_MS);
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
