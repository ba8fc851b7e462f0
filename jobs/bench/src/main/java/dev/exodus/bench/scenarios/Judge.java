package dev.exodus.bench.scenarios;

import dev.exodus.core.incidents.Part;
import dev.exodus.core.incidents.Recurrence;
import dev.exodus.core.incidents.Symptom;
import dev.exodus.schemas.facts.DowntimePattern;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.simulator.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Holds incidents against what a scenario says happened. */
final class Judge {
    private static final Set<String> FAILURES = Set.of("outage", "degradation");
    private static final String SURGE = "registration_surge";
    private static final String DROP = "registration_drop";

    private final Scenario scenario;
    private final Overrun overrun;
    private final List<Expected> expected = new ArrayList<>();

    /** One incident that must be found. */
    private record Expected(
            String service, String kind, Instant start, Instant end, boolean dated) {
        boolean isOf(Incident incident) {
            boolean kindred =
                    dated ? FAILURES.contains(incident.kind()) : kind.equals(incident.kind());
            return kindred
                    && !incident.feedSuspect()
                    && service.equals(incident.service())
                    && overlaps(incident);
        }

        boolean overlaps(Incident incident) {
            return incident.startedAt().isBefore(end)
                    && (incident.endedAt() == null || incident.endedAt().isAfter(start));
        }
    }

    /**
     * @param mergeGap seconds up to which two parts are one incident
     * @param overrun when people could not sign up
     */
    Judge(Scenario scenario, long mergeGap, Overrun overrun) {
        this.scenario = scenario;
        this.overrun = overrun;
        for (Scenario.Outage outage : scenario.outages()) {
            expect(outage.service(), outage.kind(), outage.parts(), mergeGap, true);
        }
        for (Scenario.Finding found : scenario.alsoFound()) {
            expect(found.service(), found.kind(), found.parts(), mergeGap, false);
        }
    }

    private void expect(
            String service, String kind, List<Scenario.Part> parts, long mergeGap, boolean dated) {
        Instant start = parts.get(0).start();
        Instant end = parts.get(0).end();
        for (Scenario.Part part : parts.subList(1, parts.size())) {
            if (Duration.between(end, part.start()).toSeconds() > mergeGap) {
                expected.add(new Expected(service, kind, start, end, dated));
                start = part.start();
            }
            end = part.end();
        }
        expected.add(new Expected(service, kind, start, end, dated));
    }

    /** The downtimes that recur by the true starts of the outages. */
    List<DowntimePattern> truePatterns() {
        List<DowntimePattern> patterns = new ArrayList<>();
        scenario.outages().stream()
                .map(Scenario.Outage::service)
                .distinct()
                .forEach(
                        service ->
                                patterns.addAll(
                                        truth(service)
                                                .patterns(
                                                        service,
                                                        Symptom.FAILURE,
                                                        ZoneOffset.UTC,
                                                        1)));
        return patterns;
    }

    private Recurrence truth(String service) {
        Recurrence truth = new Recurrence();
        scenario.outages().stream()
                .filter(outage -> outage.service().equals(service))
                .flatMap(outage -> outage.parts().stream())
                .map(p -> new Part(p.start().getEpochSecond(), p.end().getEpochSecond()))
                .sorted(Comparator.comparingLong(Part::start))
                .forEach(part -> truth.add(part, ZoneOffset.UTC));
        return truth;
    }

    /** Of the downtimes among these, service and hour of the week. */
    static List<String> hours(List<DowntimePattern> patterns) {
        return patterns.stream()
                .filter(p -> p.direction().equals("down"))
                .filter(p -> p.patternId().startsWith("failure"))
                .map(p -> p.service() + " " + p.hourOfWeek())
                .sorted()
                .toList();
    }

    List<Found> found(List<Incident> incidents) {
        return expected.stream().map(e -> found(e, incidents)).toList();
    }

    private Found found(Expected truth, List<Incident> incidents) {
        List<Incident> own =
                incidents.stream()
                        .filter(truth::isOf)
                        .sorted(Comparator.comparing(Incident::startedAt))
                        .toList();
        String start = truth.start().toString();
        if (own.isEmpty()) {
            return new Found(
                    truth.service(), truth.kind(), start, 0, null, null, null, truth.dated());
        }
        Incident first = own.get(0);
        Instant end = own.get(own.size() - 1).endedAt();
        return new Found(
                truth.service(),
                truth.kind(),
                start,
                own.size(),
                seconds(truth.start(), first.startedAt()),
                end == null ? goesOn(truth) : seconds(truth.end(), end),
                seconds(truth.start(), first.detectedAt()),
                truth.dated());
    }

    /** One that outlasts the scenario must not have ended. */
    private Long goesOn(Expected truth) {
        return truth.end().isBefore(scenario.end()) ? null : Long.valueOf(0);
    }

    private static Long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    /**
     * Whether an incident is true, follows from what is, or puts the feed under suspicion: people
     * cannot register where a service is down or overrun, and more do where something draws them.
     */
    boolean explains(Incident incident) {
        return incident.feedSuspect()
                || expected.stream().anyMatch(e -> e.isOf(incident))
                || follows(incident);
    }

    private boolean follows(Incident incident) {
        if (incident.kind().equals(SURGE)) {
            return drawn(incident);
        }
        if (incident.kind().equals(DROP) && overrun.touches(incident)) {
            return true;
        }
        return !FAILURES.contains(incident.kind())
                && expected.stream()
                        .filter(Expected::dated)
                        .anyMatch(
                                e ->
                                        e.service().equals(incident.service())
                                                && e.overlaps(incident));
    }

    private boolean drawn(Incident surge) {
        return scenario.services().stream()
                .filter(service -> service.name().equals(surge.service()))
                .anyMatch(
                        service ->
                                service.news().stream()
                                                .anyMatch(n -> !surge.startedAt().isBefore(n.at()))
                                        || service.attraction().stream()
                                                .anyMatch(
                                                        a -> !surge.startedAt().isBefore(a.at())));
    }
}
