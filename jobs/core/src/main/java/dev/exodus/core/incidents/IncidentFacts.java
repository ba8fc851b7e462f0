package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.StableId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The rows of incidents. */
final class IncidentFacts {
    private final String service;
    private final IncidentSettings settings;

    IncidentFacts(String service, IncidentSettings settings) {
        this.service = service;
        this.settings = settings;
    }

    /**
     * A stable id.
     *
     * @param second at which it first opened
     * @param turn 0, or one more than the last that was taken
     */
    String id(Symptom symptom, long second, int turn) {
        String text = service + "|" + symptom + "|" + second + (turn == 0 ? "" : "|" + turn);
        return StableId.of(text);
    }

    /**
     * A version of an incident, of revision 0.
     *
     * @param through up to where a part that goes on is counted
     */
    Incident version(
            String id,
            Symptom symptom,
            Cluster cluster,
            Instant createdAt,
            long through,
            boolean feedSuspect,
            boolean settled) {
        List<Part> parts = cluster.parts(settings.partGap());
        double observed = cluster.observed();
        double expected = cluster.expected();
        double ratio = expected > 0 ? observed / expected : 1;
        long seconds = parts.stream().mapToLong(part -> part.seconds(through)).sum();
        long end = parts.get(parts.size() - 1).end();
        return new Incident(
                id,
                service,
                symptom.kind(ratio),
                symptom.direction().name().toLowerCase(Locale.ROOT),
                Severity.of(ratio, seconds, cluster.isWhole()).wireName(),
                Instant.ofEpochSecond(parts.get(0).start()),
                Instant.ofEpochSecond(cluster.detected()),
                end == Episode.OPEN ? null : Instant.ofEpochSecond(end),
                observed,
                expected,
                ratio,
                cluster.pValue(),
                cluster.counts() ? expected - observed : 0,
                cluster.detectors(),
                Part.json(parts),
                null,
                null,
                feedSuspect,
                settled,
                createdAt,
                settings.methodVersion(),
                settings.generation(),
                0);
    }

    /** The same with nothing left of it: no parts, nothing lost, ended where it began. */
    static Incident retracted(Incident told, String mergedInto) {
        return new Incident(
                told.incidentId(),
                told.service(),
                told.kind(),
                told.direction(),
                Severity.MINOR.wireName(),
                told.startedAt(),
                told.detectedAt(),
                told.startedAt(),
                0,
                0,
                1,
                told.pValue(),
                0,
                told.detectors(),
                "[]",
                mergedInto,
                told.cause(),
                told.feedSuspect(),
                false,
                told.createdAt(),
                told.methodVersion(),
                told.generation(),
                told.revision());
    }

    static Incident with(Incident told, boolean settled, long revision) {
        return new Incident(
                told.incidentId(),
                told.service(),
                told.kind(),
                told.direction(),
                told.severity(),
                told.startedAt(),
                told.detectedAt(),
                told.endedAt(),
                told.observed(),
                told.expected(),
                told.ratio(),
                told.pValue(),
                told.lostEvents(),
                told.detectors(),
                told.parts(),
                told.mergedInto(),
                told.cause(),
                told.feedSuspect(),
                settled,
                told.createdAt(),
                told.methodVersion(),
                told.generation(),
                revision);
    }
}
