package dev.exodus.core.rates;

import java.time.ZoneId;
import java.util.List;

/**
 * How rates are computed.
 *
 * @param allowedLatenessMs how long after its end a second, minute or day may still change
 * @param knownForSeconds how long after its last event a service (country, platform) still gets
 *     rows of zero; at least the allowed lateness
 * @param dayZones IANA time zones in which days are counted, at least one
 * @param fromSecond epoch second before which no row is emitted; Long.MIN_VALUE for all
 * @param countrySeconds whether somebody takes rows of a country's seconds, of which there may be
 *     as many as there are events; they are counted either way
 * @param generation marks a deliberate reprocessing, from 1
 */
public record RatesSettings(
        long allowedLatenessMs,
        long knownForSeconds,
        List<String> dayZones,
        long fromSecond,
        boolean countrySeconds,
        int generation) {

    public RatesSettings {
        if (allowedLatenessMs < 0) {
            throw new IllegalArgumentException("allowed lateness must not be negative");
        }
        if (knownForSeconds * 1000 < allowedLatenessMs) {
            throw new IllegalArgumentException("known-for must not be below the allowed lateness");
        }
        if (dayZones.isEmpty()) {
            throw new IllegalArgumentException("day-zones needs at least one time zone");
        }
        dayZones = List.copyOf(dayZones);
        dayZones.forEach(ZoneId::of);
        if (generation < 1) {
            throw new IllegalArgumentException("generation must be at least 1");
        }
    }
}
