package dev.exodus.core.incidents;

import java.time.ZoneId;

/**
 * How a service is watched.
 *
 * @param incidents how episodes become incidents
 * @param allowedLateness seconds after its end in which a bucket can change; that of the rates
 * @param knownFor seconds without a row after which a series is forgotten, unless it is down
 * @param zone where the hours of the week are counted
 */
public record OutageSettings(
        IncidentSettings incidents, long allowedLateness, long knownFor, ZoneId zone) {
    public OutageSettings {
        if (allowedLateness < 0) {
            throw new IllegalArgumentException(
                    "allowed lateness must not be negative, not " + allowedLateness + " seconds");
        }
        if (knownFor <= allowedLateness) {
            throw new IllegalArgumentException(
                    "known-for must exceed the allowed lateness, not " + knownFor + " seconds");
        }
    }
}
