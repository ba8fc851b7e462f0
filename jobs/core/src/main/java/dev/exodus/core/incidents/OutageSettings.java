package dev.exodus.core.incidents;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * How a service is watched.
 *
 * @param falseAlarms wished of each series in a year, by chance alone
 * @param incidents how episodes become incidents
 * @param allowedLateness seconds after its end in which a bucket can change; that of the rates
 * @param knownFor seconds without a row after which a series is forgotten, unless it is down
 * @param zone where the hours of the week are counted
 */
public record OutageSettings(
        double falseAlarms,
        IncidentSettings incidents,
        long allowedLateness,
        long knownFor,
        ZoneId zone)
        implements Serializable {
    /** As measured with the default limits: .86 in 100 days of a series per minute. */
    public static final double FALSE_ALARMS = 3;

    /** Fewest and most that can be wished. */
    public static final double FEWEST_FALSE_ALARMS = .01;

    public static final double MOST_FALSE_ALARMS = 100;

    public OutageSettings {
        if (!(falseAlarms >= FEWEST_FALSE_ALARMS && falseAlarms <= MOST_FALSE_ALARMS)) {
            throw new IllegalArgumentException(
                    "false alarms per series and year must be %s to %s, not %s"
                            .formatted(FEWEST_FALSE_ALARMS, MOST_FALSE_ALARMS, falseAlarms));
        }
        if (allowedLateness < 0) {
            throw new IllegalArgumentException(
                    "allowed lateness must not be negative, not " + allowedLateness + " seconds");
        }
        if (knownFor <= allowedLateness) {
            throw new IllegalArgumentException(
                    "known-for must exceed the allowed lateness, not " + knownFor + " seconds");
        }
    }

    /** The defaults of everything else. */
    public OutageSettings(
            IncidentSettings incidents, long allowedLateness, long knownFor, ZoneId zone) {
        this(FALSE_ALARMS, incidents, allowedLateness, knownFor, zone);
    }

    /** The same of rows that no longer change. */
    public OutageSettings ofFinalRows() {
        return new OutageSettings(falseAlarms, incidents, 0, knownFor, zone);
    }
}
