package dev.exodus.core.incidents;

import dev.exodus.schemas.dimensions.Regions;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The segments of an incident: the countries and platforms that had episodes of their own, each
 * with the events of its episodes and its share of what they lost or added together. A region is
 * the sum of its countries.
 */
final class SegmentFacts {
    private SegmentFacts() {}

    /** The rows of an incident's newest version; none if it is not of counts. */
    static List<IncidentSegment> of(IncidentVersion version) {
        List<SeriesEpisode> episodes =
                version.episodes().stream().filter(e -> e.series().signal().counts()).toList();
        List<IncidentSegment> facts = new ArrayList<>();
        facts.addAll(dimension(version.incident(), "region", episodes, SegmentFacts::region));
        facts.addAll(dimension(version.incident(), "country", episodes, Series::country));
        facts.addAll(dimension(version.incident(), "platform", episodes, Series::platform));
        return facts;
    }

    private static List<IncidentSegment> dimension(
            Incident incident,
            String dimension,
            List<SeriesEpisode> episodes,
            Function<Series, String> segment) {
        Map<String, Totals> segments = new TreeMap<>();
        for (SeriesEpisode each : episodes) {
            String name = segment.apply(each.series());
            if (!name.equals(Series.ALL)) {
                segments.merge(name, totals(each), Totals::plus);
            }
        }
        return DrillDown.of(segments).facts(incident, dimension);
    }

    private static String region(Series series) {
        return series.country().equals(Series.ALL) ? Series.ALL : Regions.of(series.country());
    }

    private static Totals totals(SeriesEpisode episode) {
        return new Totals(episode.episode().observed(), episode.episode().expected());
    }
}
