package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import dev.exodus.schemas.facts.Incident;
import java.util.Comparator;

/**
 * An incident that was told of and may still change.
 *
 * @param symptom what it was gathered by
 * @param start of its first episode, when it last had one
 * @param end of its last episode, exclusive
 * @param live whether it has episodes; else it was retracted
 * @param told its newest version
 */
record Known(Symptom symptom, long start, long end, boolean live, Incident told) {
    /** The older first. */
    static final Comparator<Known> BY_AGE =
            Comparator.comparing((Known known) -> known.told.createdAt())
                    .thenComparing(known -> known.told.startedAt())
                    .thenComparing(known -> known.told.incidentId());

    static Known live(Symptom symptom, Cluster cluster, Incident told) {
        return new Known(symptom, cluster.start(), cluster.end(), true, told);
    }

    /** What it is from now on if its episodes are gone or belong to another. */
    Known retracted(long through, Incident version) {
        long until = end == Episode.OPEN ? Math.max(start, through) : end;
        return new Known(symptom, start, until, false, version);
    }

    Known told(Incident version) {
        return new Known(symptom, start, end, live, version);
    }

    /** Seconds between it and a cluster, 0 if they overlap or touch. */
    long distance(Cluster cluster) {
        if (cluster.start() > end) {
            return cluster.start() - end;
        }
        return Math.max(0, start - cluster.end());
    }
}
