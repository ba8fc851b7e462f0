package dev.exodus.simulator.people;

import dev.exodus.simulator.Stream;
import dev.exodus.simulator.scenario.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The people of all services together, as far as they are in the sample of one: the same person has
 * the same number everywhere. Who is drawn by an outage comes from the failing service and could
 * not connect there; of those who come anyway a share uses each other service. Who has registered
 * connects afterwards for as long as the scenario lets people stay. How many come, and how many
 * connect, does not depend on who they are.
 */
public final class Population implements Crowd {
    /** Users in the sample of a service at scale 1. */
    private static final int SAMPLED_USERS = 200_000;

    private static final int OUTAGE = Demand.Cause.OUTAGE.ordinal();

    /** Keys of random streams, beside those of a service's own, which are below 16 per service. */
    private static final long WHO = 1L << 20;

    private static final long LIFE = 2L << 20;
    private static final long POOL = 3L << 20;

    private final Scenario scenario;
    private final long seed;
    private final Users[] users;
    private final int[][] sources;
    private final List<Set<Long>> known;
    private final long widest;
    private final Stream stream = new Stream();

    public Population(Scenario scenario, long seed, double scale) {
        this.scenario = scenario;
        this.seed = seed;
        List<Scenario.Service> services = scenario.services();
        users = new Users[services.size()];
        sources = new int[services.size()][];
        known = services.stream().<Set<Long>>map(service -> new HashSet<>()).toList();
        long ranks = 0;
        for (int i = 0; i < users.length; i++) {
            Scenario.Service service = services.get(i);
            stream.of(seed, POOL, i);
            users[i] =
                    new Users(
                            service.connectionWeight(),
                            SAMPLED_USERS * scale,
                            scenario.shares(service.regions()),
                            stream);
            sources[i] =
                    service.attraction().stream()
                            .mapToInt(drawn -> scenario.number(scenario.source(service, drawn)))
                            .toArray();
            ranks = Math.max(ranks, Numbers.ranks(service.connectionWeight()));
        }
        widest = ranks;
    }

    /** Those of one service. */
    Users of(int service) {
        return users[service];
    }

    @Override
    public long who(int service, int cause, int country, long second, long stranger) {
        if (Numbers.rank(stranger) >= widest) {
            return stranger;
        }
        Users.Choice unknown = user -> !known.get(service).contains(user);
        stream.of(seed, WHO + service, stranger);
        long person = stranger;
        if (cause == OUTAGE) {
            int source = source(service, second);
            if (source >= 0 && users[source].samples(stranger)) {
                boolean leaves = stream.next() >= scenario.people().returning();
                person = users[source].whoFailed(country, unknown, leaves, stream, stranger);
            }
        } else {
            for (int other = 0; other < users.length && person == stranger; other++) {
                if (other != service
                        && users[other].samples(stranger)
                        && stream.next() < scenario.people().alsoUse()) {
                    person = users[other].whoever(country, unknown, stream, stranger);
                }
            }
        }
        if (person != stranger) {
            known.get(service).add(person);
        }
        return person;
    }

    /** Whose outage draws people to a service: that of the latest attraction; -1 if of none. */
    private int source(int service, long second) {
        List<Scenario.Attraction> attraction = scenario.services().get(service).attraction();
        int source = -1;
        for (int i = 0; i < attraction.size(); i++) {
            if (attraction.get(i).at().getEpochSecond() <= second) {
                source = sources[service][i];
            }
        }
        return source;
    }

    private Scenario.Staying staying(int cause) {
        return switch (Demand.Cause.values()[cause]) {
            case BASE -> scenario.people().base();
            case NEWS -> scenario.people().news();
            case OUTAGE -> scenario.people().outage();
        };
    }

    @Override
    public void registered(int service, int cause, int country, long user, long millis) {
        if (users[service].samples(user)) {
            long from = Math.floorDiv(millis, 1000L) + 1;
            double days = staying(cause).days(stream.of(seed, LIFE + service, user).next());
            users[service].come(
                    country, user, from, from + (long) Math.min(1e12, days * Demand.DAY));
        }
    }
}
