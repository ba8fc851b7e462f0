package dev.exodus.bench.funnel;

import dev.exodus.simulator.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Scenarios with another gateway. */
final class Gateways {
    private Gateways() {}

    /** The scenario with one service's gateway sending so many codes a second throughout. */
    static Scenario limited(Scenario scenario, int service, double perSecond) {
        List<Scenario.Service> services = new ArrayList<>(scenario.services());
        Scenario.Service old = services.get(service);
        services.set(
                service,
                new Scenario.Service(
                        old.name(),
                        old.signupsPerDay(),
                        old.regions(),
                        old.news(),
                        old.attraction(),
                        List.of(new Scenario.Capacity(Instant.EPOCH, perSecond)),
                        old.signupsPerSecond(),
                        old.connectionsPerSecond(),
                        old.connectionWeight()));
        return new Scenario(
                scenario.id(),
                scenario.title(),
                scenario.sources(),
                scenario.start(),
                scenario.end(),
                scenario.eveningFrom(),
                scenario.eveningTo(),
                scenario.countries(),
                services,
                scenario.outages(),
                scenario.alsoFound(),
                scenario.marks(),
                scenario.gaps(),
                scenario.losses(),
                scenario.people(),
                scenario.heartbeats());
    }
}
