package dev.exodus.core.incidents;

import java.io.Serializable;

/**
 * How episodes become incidents.
 *
 * @param mergeGap seconds within which an episode continues the incident before it
 * @param partGap seconds between two episodes that are still one part
 * @param minimumVolume events, seen or expected, below which an episode is ignored
 * @param methodVersion version of the detector, written into every incident
 * @param generation marks a deliberate reprocessing, from 1
 */
public record IncidentSettings(
        long mergeGap, long partGap, double minimumVolume, String methodVersion, int generation)
        implements Serializable {
    public IncidentSettings {
        require(mergeGap >= 0, "merge gap must not be negative", mergeGap);
        require(partGap >= 0 && partGap <= mergeGap, "part gap must be 0 to merge gap", partGap);
        require(minimumVolume >= 0, "minimum volume must not be negative", minimumVolume);
        require(generation >= 1, "generation must be at least 1", generation);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException("incident settings: " + rule + ", not " + value);
        }
    }

    /** Merge gap 3 hours, part gap 5 minutes, at least 20 events. */
    public static IncidentSettings defaults() {
        return new IncidentSettings(10_800, 300, 20, "1", 1);
    }
}
