package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.Series;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.simulator.people.Sessions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When gateway and servers of a service took clearly fewer people than wanted to sign up. Then
 * fewer register also where no more came than usual.
 */
final class Overrun {
    private static final double CLEARLY = .8;
    private static final int ENOUGH = 50;

    private final Map<String, NavigableSet<Instant>> minutes = new HashMap<>();

    void note(RegistrationMinute row) {
        boolean whole = row.country().equals(Series.ALL) && row.platform().equals(Series.ALL);
        double usual = row.requested() * Sessions.CALM_CONVERSION;
        if (whole && usual >= ENOUGH && row.registrations() < CLEARLY * usual) {
            minutes.computeIfAbsent(row.service(), name -> new TreeSet<>()).add(row.time());
        }
    }

    /** Whether an incident's first minute, or one while it went on, was one. */
    boolean touches(Incident incident) {
        NavigableSet<Instant> own = minutes.getOrDefault(incident.service(), new TreeSet<>());
        Instant first = own.ceiling(incident.startedAt());
        return first != null && (incident.endedAt() == null || first.isBefore(incident.endedAt()));
    }
}
