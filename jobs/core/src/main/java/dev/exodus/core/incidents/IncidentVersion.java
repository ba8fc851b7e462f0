package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.Incident;
import java.util.List;

/**
 * A new version of an incident, with what it is made of.
 *
 * @param incident its row
 * @param symptom what it was gathered by
 * @param parts when it could be felt; none if it was retracted
 * @param episodes the episodes of its series, in their order; none if it was retracted
 */
public record IncidentVersion(
        Incident incident, Symptom symptom, List<Part> parts, List<SeriesEpisode> episodes) {}
