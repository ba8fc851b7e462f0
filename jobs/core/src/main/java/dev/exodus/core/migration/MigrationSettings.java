package dev.exodus.core.migration;

import java.io.Serializable;

/**
 * How incidents are evaluated.
 *
 * @param allowedLateness minutes after which a minute of registrations can no longer change
 * @param codesSettled minutes after which nothing is known anew of the codes that were asked for in
 *     a minute: the session gap and the allowed lateness
 * @param methodVersion version of the method
 * @param generation marks a deliberate reprocessing, from 1
 * @param sharedIdentities whether services know a person by one id, so that people can be told
 */
public record MigrationSettings(
        long allowedLateness,
        long codesSettled,
        String methodVersion,
        int generation,
        boolean sharedIdentities)
        implements Serializable {
    public MigrationSettings {
        if (allowedLateness < 0 || generation < 1) {
            throw new IllegalArgumentException(
                    "allowed lateness %d min, generation %d: at least 0, and from 1"
                            .formatted(allowedLateness, generation));
        }
        if (codesSettled < allowedLateness) {
            throw new IllegalArgumentException(
                    "codes settle after %d min, before the allowed lateness of %d min"
                            .formatted(codesSettled, allowedLateness));
        }
    }
}
