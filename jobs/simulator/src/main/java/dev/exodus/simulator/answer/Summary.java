package dev.exodus.simulator.answer;

import dev.exodus.simulator.scenario.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The readable part of an answer key.
 *
 * @param scenario id of the scenario
 * @param seed the seed
 * @param scale share of all people
 * @param from records were sent from here on
 * @param to and before here
 * @param through closing heartbeats reach this moment
 * @param allowedLatenessMs as the key applied it
 * @param outOfOrdernessMs as the key applied it
 * @param services names by number
 * @param countries codes by number
 * @param platforms names by number
 * @param records records sent
 * @param feeds what became of the records of each feed
 * @param totals what must be counted of each service
 * @param people why people came and how many were lost
 * @param drawn registrations of people whom an outage elsewhere drew, by service and country
 * @param attractions from when on something draws people to each service: news, an outage elsewhere
 * @param incidents what must be found
 * @param marks what people were told
 * @param gaps uncovered seconds of each feed: first, and first covered one after it
 */
public record Summary(
        String scenario,
        long seed,
        double scale,
        Instant from,
        Instant to,
        Instant through,
        long allowedLatenessMs,
        long outOfOrdernessMs,
        List<String> services,
        List<String> countries,
        List<String> platforms,
        long records,
        Map<String, Ledger> feeds,
        Map<String, Totals> totals,
        Map<String, People> people,
        Map<String, Map<String, Long>> drawn,
        Map<String, List<Instant>> attractions,
        List<Incident> incidents,
        List<Scenario.Mark> marks,
        Map<String, List<long[]>> gaps) {

    public Summary {
        // A key of an earlier version has none of these.
        drawn = drawn == null ? Map.of() : drawn;
        attractions = attractions == null ? Map.of() : attractions;
        marks = marks == null ? List.of() : marks;
    }

    /** How much of each feed was faulty. */
    public List<FaultShares> faultShares() {
        return feeds.entrySet().stream()
                .map(feed -> FaultShares.of(feed.getKey(), feed.getValue()))
                .toList();
    }

    /** What became of the records of a feed; late within the lateness are part of counted. */
    public record Ledger(
            long read,
            long counted,
            long duplicate,
            long late,
            long rejected,
            long heartbeat,
            long countedThoughLate,
            Map<String, Long> rejectedByReason) {}

    /**
     * What must be counted of a service, weighted.
     *
     * @param registrationsPerDay UTC day to registrations
     * @param peak most registrations in a second
     * @param peakTime the earliest second with that many
     */
    public record Totals(
            Map<String, Long> registrationsPerDay,
            long peak,
            Instant peakTime,
            Map<String, Long> signups,
            Map<String, Long> sms,
            Map<String, Long> connections) {}

    /**
     * People who set out to sign up within the window.
     *
     * @param base on an ordinary day they would have come too
     * @param news drawn by the news
     * @param outage drawn by an outage elsewhere
     * @param registered of all of them
     * @param lost gave up before their code came
     */
    public record People(long base, long news, long outage, long registered, long lost) {}

    /** An incident with its parts: each a start and an end. */
    public record Incident(String service, String kind, List<List<Instant>> parts) {}
}
