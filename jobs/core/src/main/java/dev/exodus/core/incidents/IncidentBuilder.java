package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes incidents of the episodes of one service.
 *
 * <p>Episodes of one {@link Symptom} that overlap, or follow within the merge gap, are one incident
 * with parts. At every tick the incidents are made anew from all episodes as known then, and each
 * is recognised among those told of before: so late data extends, shrinks, splits, joins or
 * retracts, and what is said after a tick does not depend on the order of the series.
 *
 * <p>When two become one the older keeps its id. The younger, like one whose episodes turned out
 * not to be, is <em>retracted</em>: it has no parts and lost nothing, and {@code merged_into} names
 * the one that took it over, if any.
 */
public final class IncidentBuilder {
    /** Share of the traffic, or of the usual share, that an episode must take or add. */
    private static final double LEAST_EFFECT = .1;

    private final IncidentSettings settings;
    private final IncidentFacts facts;

    public IncidentBuilder(String service, IncidentSettings settings) {
        this.settings = settings;
        this.facts = new IncidentFacts(service, settings);
    }

    /**
     * Takes what a tick made known.
     *
     * @param state of this service and feed; it is brought up to date in place
     * @return new versions of the incidents that changed, by id
     */
    public List<IncidentVersion> update(IncidentState state, Findings findings) {
        findings.closed().stream().filter(this::matters).forEach(state.closed::add);
        state.closed.sort(null);
        List<SeriesEpisode> episodes = new ArrayList<>(state.closed);
        findings.provisional().stream().filter(this::matters).forEach(episodes::add);
        episodes.sort(null);

        List<Known> before = List.copyOf(state.known);
        state.known.clear();
        List<IncidentVersion> changed = new ArrayList<>();
        for (Symptom symptom : Symptom.values()) {
            List<SeriesEpisode> own =
                    episodes.stream()
                            .filter(e -> e.symptom().filter(symptom::equals).isPresent())
                            .toList();
            List<Known> known = before.stream().filter(k -> k.symptom() == symptom).toList();
            new Tick(state, findings, symptom, known, changed)
                    .run(Cluster.of(own, settings.mergeGap(), findings.through()));
        }
        changed.sort(Comparator.comparing(version -> version.incident().incidentId()));
        return changed;
    }

    private boolean matters(SeriesEpisode episode) {
        return episode.volume() >= settings.minimumVolume()
                && episode.effect() >= LEAST_EFFECT
                && episode.symptom().isPresent();
    }

    /** One tick of one symptom. */
    private final class Tick {
        private final IncidentState state;
        private final Findings findings;
        private final Symptom symptom;
        private final List<Known> known;
        private final List<IncidentVersion> changed;
        private final Set<String> ids = new HashSet<>();

        Tick(
                IncidentState state,
                Findings findings,
                Symptom symptom,
                List<Known> known,
                List<IncidentVersion> changed) {
            this.state = state;
            this.findings = findings;
            this.symptom = symptom;
            this.known = known;
            this.changed = changed;
            known.forEach(k -> ids.add(k.told().incidentId()));
        }

        void run(List<Cluster> all) {
            all.stream()
                    .filter(cluster -> !cluster.isBelievable() && isSettled(cluster))
                    .forEach(cluster -> state.closed.removeAll(cluster.episodes()));
            List<Cluster> clusters = all.stream().filter(Cluster::isBelievable).toList();
            Map<Known, Cluster> claims = claims(clusters);
            Map<Cluster, Known> heirs = heirs(clusters, claims);
            clusters.forEach(cluster -> tell(cluster, heirs.get(cluster)));
            for (Known old : known) {
                if (!heirs.containsValue(old)) {
                    Known heir = heirs.get(claims.get(old));
                    retract(old, heir == null ? null : heir.told().incidentId());
                }
            }
        }

        /** The nearest cluster of each live incident, if one is within the merge gap. */
        private Map<Known, Cluster> claims(List<Cluster> clusters) {
            Map<Known, Cluster> claims = new HashMap<>();
            for (Known old : known) {
                if (old.live()) {
                    clusters.stream()
                            .filter(cluster -> old.distance(cluster) <= settings.mergeGap())
                            .min(Comparator.comparingLong(old::distance))
                            .ifPresent(cluster -> claims.put(old, cluster));
                }
            }
            return claims;
        }

        /**
         * The incident that each cluster continues: the oldest, a retracted one for want of any.
         */
        private Map<Cluster, Known> heirs(List<Cluster> clusters, Map<Known, Cluster> claims) {
            Map<Cluster, Known> heirs = new HashMap<>();
            for (Cluster cluster : clusters) {
                Optional<Known> live =
                        claims.keySet().stream()
                                .filter(old -> claims.get(old) == cluster)
                                .min(Known.BY_AGE);
                Optional<Known> revived =
                        known.stream()
                                .filter(old -> !old.live() && old.distance(cluster) == 0)
                                .filter(old -> !heirs.containsValue(old))
                                .min(Known.BY_AGE);
                live.or(() -> revived).ifPresent(old -> heirs.put(cluster, old));
            }
            return heirs;
        }

        private void tell(Cluster cluster, Known heir) {
            boolean settled = isSettled(cluster);
            String id = heir == null ? newId(cluster) : heir.told().incidentId();
            Instant createdAt =
                    heir == null
                            ? Instant.ofEpochSecond(findings.through())
                            : heir.told().createdAt();
            boolean suspect =
                    symptom == Symptom.FAILURE
                            && findings.failuresKnown()
                            && cluster.isWithoutFailures();
            Incident version =
                    facts.version(
                            id, symptom, cluster, createdAt, findings.through(), suspect, settled);
            Incident told = next(heir == null ? null : heir.told(), version, cluster);
            if (settled) {
                state.closed.removeAll(cluster.episodes());
            } else {
                state.known.add(Known.live(symptom, cluster, told));
            }
        }

        private boolean isSettled(Cluster cluster) {
            return state.closed.containsAll(cluster.episodes())
                    && findings.settledThrough() - settings.mergeGap() >= cluster.end();
        }

        private String newId(Cluster cluster) {
            long second = cluster.parts(settings.partGap()).get(0).start();
            int turn = 0;
            while (!ids.add(facts.id(symptom, second, turn))) {
                turn++;
            }
            return facts.id(symptom, second, turn);
        }

        private void retract(Known old, String mergedInto) {
            String into = old.live() ? mergedInto : old.told().mergedInto();
            Incident gone = IncidentFacts.retracted(old.told(), into);
            Known tomb = old.retracted(findings.through(), gone);
            boolean settled = findings.settledThrough() - settings.mergeGap() >= tomb.end();
            Incident told = next(old.told(), IncidentFacts.with(gone, settled, 0), null);
            if (!settled) {
                state.known.add(tomb.told(told));
            }
        }

        /**
         * The version with its revision; it is told of if it says anything new.
         *
         * @param cluster what it is made of; null if it was retracted
         */
        private Incident next(Incident before, Incident version, Cluster cluster) {
            long revision = before == null ? 0 : before.revision();
            Incident same = IncidentFacts.with(version, version.settled(), revision);
            if (Objects.equals(before, same)) {
                return before;
            }
            Incident told = IncidentFacts.with(version, version.settled(), revision + 1);
            changed.add(
                    new IncidentVersion(
                            told,
                            symptom,
                            cluster == null ? List.of() : cluster.parts(settings.partGap()),
                            cluster == null ? List.of() : cluster.episodes()));
            return told;
        }
    }
}
