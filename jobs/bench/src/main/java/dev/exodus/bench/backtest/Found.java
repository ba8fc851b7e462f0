package dev.exodus.bench.backtest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.exodus.schemas.facts.Incident;
import java.time.Instant;
import java.util.Locale;

/**
 * One incident of a history, with what explains it: a line of the CSV file.
 *
 * @param settings what the settings are called
 * @param series whose
 * @param direction down or up
 * @param severity minor, major, critical
 * @param started first bucket, RFC 3339
 * @param detected end of the bucket that decided
 * @param ended null if it goes on at the end of the history
 * @param observed sum of what was seen
 * @param expected sum of what was expected
 * @param pValue probability of what opened it, without an incident
 * @param detectors tests that fired
 * @param parts JSON array of the parts
 */
@JsonPropertyOrder({
    "settings",
    "series",
    "direction",
    "severity",
    "started",
    "detected",
    "ended",
    "observed",
    "expected",
    "pValue",
    "detectors",
    "parts"
})
record Found(
        String settings,
        String series,
        String direction,
        String severity,
        String started,
        String detected,
        String ended,
        double observed,
        double expected,
        double pValue,
        String detectors,
        String parts) {

    static Found of(SettingsFile settings, Incident incident) {
        return new Found(
                settings.name(),
                incident.service(),
                incident.direction(),
                incident.severity(),
                incident.startedAt().toString(),
                incident.detectedAt().toString(),
                incident.endedAt() == null ? null : incident.endedAt().toString(),
                incident.observed(),
                incident.expected(),
                incident.pValue(),
                incident.detectors(),
                incident.parts());
    }

    boolean overlaps(Found other) {
        return series.equals(other.series)
                && direction.equals(other.direction)
                && start().isBefore(other.end())
                && other.start().isBefore(end());
    }

    private Instant start() {
        return Instant.parse(started);
    }

    private Instant end() {
        return ended == null ? Instant.MAX : Instant.parse(ended);
    }

    /** From when to when, e.g. {@code down 2024-01-03T10:00:00Z to 2024-01-03T10:20:00Z}. */
    String when() {
        return "%-4s %s to %s".formatted(direction, started, ended == null ? "-" : ended);
    }

    /** What was seen, what was expected, how surprising that is and which tests said so. */
    String why() {
        return String.format(
                Locale.ROOT,
                "%s, %,.0f seen of %,.0f expected, p %.0e by %s, known at %s",
                severity,
                observed,
                expected,
                pValue,
                detectors,
                detected);
    }
}
