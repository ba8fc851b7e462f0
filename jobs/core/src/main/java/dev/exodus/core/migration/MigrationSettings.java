package dev.exodus.core.migration;

import java.io.Serializable;

/**
 * How incidents are evaluated.
 *
 * @param allowedLateness minutes after which a minute of registrations can no longer change
 * @param methodVersion version of the method
 * @param generation marks a deliberate reprocessing, from 1
 * @param sharedIdentities whether services know a person by one id, so that people can be told
 */
public record MigrationSettings(
        long allowedLateness, String methodVersion, int generation, boolean sharedIdentities)
        implements Serializable {
    public MigrationSettings {
        if (allowedLateness < 0 || generation < 1) {
            throw new IllegalArgumentException(
                    "allowed lateness %d min, generation %d: at least 0, and from 1"
                            .formatted(allowedLateness, generation));
        }
    }
}
