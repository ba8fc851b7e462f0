package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was suppressed in one segment, from its calm and its {@link Congestion congested} minutes.
 *
 * <p>The conversion of people is that of their requests, V / R, times the requests that one person
 * makes in calm times. Who asks again does so about a minute later, so the retries of the people of
 * a minute are those of the next one: {@code 1 + retries(m + 1) / U(m)}. V / U of the same minutes
 * would be too low while demand grows, because of the latest people some will verify in minutes
 * that are no longer counted.
 */
public final class SuppressedEstimate {
    private long calmPeople;
    private long calmRequests;
    private long calmVerified;
    private long retriesOfCalmPeople;
    private long people;
    private long requests;
    private long verified;

    /**
     * @param rows settled minutes of the segment
     * @param congestion of its service
     */
    public SuppressedEstimate(List<SmsFunnel> rows, Congestion congestion) {
        this(rows, congestion, Instant.MIN);
    }

    /**
     * @param rows settled minutes of the segment
     * @param congestion of its service
     * @param from before this only calm minutes count, for what is ordinary
     */
    public SuppressedEstimate(List<SmsFunnel> rows, Congestion congestion, Instant from) {
        Map<Instant, Long> retries = new HashMap<>();
        rows.forEach(row -> retries.put(row.time(), row.retries()));
        for (SmsFunnel row : rows) {
            if (congestion.isCalm(row.time())) {
                calmPeople += row.uniqueRequesters();
                calmRequests += row.requested();
                calmVerified += row.verified();
                retriesOfCalmPeople += retries.getOrDefault(row.time().plusSeconds(60), 0L);
            } else if (!row.time().isBefore(from) && congestion.isCongested(row.time())) {
                people += row.uniqueRequesters();
                requests += row.requested();
                verified += row.verified();
            }
        }
    }

    /** What was suppressed in the congested minutes. */
    public Suppressed suppressed() {
        double requestsOfCalmPeople = calmPeople + retriesOfCalmPeople;
        double verifiedOfCalmPeople =
                calmRequests == 0 ? 0 : calmVerified * requestsOfCalmPeople / calmRequests;
        return Suppressed.of(people, verified, calmPeople, verifiedOfCalmPeople);
    }

    /**
     * The same from raw requests instead of people, to see why not: who asks three times is no
     * three people.
     */
    public Suppressed ofRawRequests() {
        return Suppressed.of(requests, verified, calmRequests, calmVerified);
    }
}
