package dev.exodus.standalone.check;

import java.time.Instant;
import java.util.List;

/**
 * How the incidents compare with an answer key.
 *
 * @param incidents those of the key
 * @param differences what is wrong
 */
public record IncidentsReport(List<Incident> incidents, List<String> differences) {

    /** Whether those of the key were found, each once, with its times, and no others. */
    boolean met() {
        return differences.isEmpty();
    }

    /**
     * An incident of the key.
     *
     * @param start when it truly began
     * @param startErrorS seconds by which it is said to have begun too late; null if not found
     * @param endErrorS seconds by which it is said to have ended too late; null if it went on or
     *     its end is not judged
     * @param delayS seconds of event time after which it was known
     */
    public record Incident(
            String service,
            String kind,
            Instant start,
            int parts,
            Long startErrorS,
            Long endErrorS,
            Long delayS) {}
}
