package dev.exodus.standalone.check;

import dev.exodus.schemas.dimensions.Regions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.CauseMinute;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.people.Demand;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what explains a surge against an answer key: where the key's most drawn countries lie in
 * one region, so do those found, and they explain most of what the key says came from it.
 */
public final class SegmentsCheck {
    /** Countries that are looked at. */
    private static final int LARGEST = 5;

    /** Share of the key's that must be explained. */
    private static final double LEAST = .8;

    private static final String SURGE = "registration_surge";

    private static final String SEGMENTS =
            "SELECT s.segment, s.observed - s.expected FROM exodus.incident_segment s"
                    + " JOIN exodus.incident i ON i.incident_id = s.incident_id"
                    + " AND i.generation = s.generation AND i.revision = s.revision"
                    + " WHERE s.incident_id = ? AND s.dimension = ? ORDER BY s.rank";

    private SegmentsCheck() {}

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     */
    public static SegmentsReport run(AnswerKey answers, Connection postgres)
            throws IOException, SQLException {
        Summary key = answers.summary();
        List<CauseMinute> causes = answers.causes();
        List<SegmentsReport.Surge> surges = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        List<StoredIncident> stored = StoredIncident.inPostgres(postgres);
        for (Summary.Incident truth : key.incidents()) {
            Map<String, Long> drawn = key.drawn().getOrDefault(truth.service(), Map.of());
            if (!truth.kind().equals(SURGE) || region(largest(drawn)) == null) {
                continue;
            }
            for (StoredIncident found : stored) {
                if (IncidentsCheck.isOf(found, truth)) {
                    SegmentsReport.Surge surge =
                            judge(
                                    truth.service(),
                                    within(found, drawn, causes),
                                    excess(postgres, found, "country"),
                                    excess(postgres, found, "region"));
                    surges.add(surge);
                    surge.difference().ifPresent(differences::add);
                }
            }
        }
        return new SegmentsReport(surges, differences);
    }

    /** Of who was drawn, those who registered while the incident went on. */
    static Map<String, Long> within(
            StoredIncident surge, Map<String, Long> drawn, List<CauseMinute> causes) {
        long all = 0;
        long within = 0;
        for (CauseMinute minute : causes) {
            if (minute.service().equals(surge.service())) {
                long registered = minute.registered().get(Demand.Cause.OUTAGE.ordinal());
                Instant start = Instant.ofEpochSecond(60 * minute.minute());
                all += registered;
                within += surge.meets(start, start.plusSeconds(60)) ? registered : 0;
            }
        }
        double share = (double) within / Math.max(1, all);
        Map<String, Long> countries = new LinkedHashMap<>();
        drawn.forEach((country, people) -> countries.put(country, Math.round(share * people)));
        return countries;
    }

    /**
     * Judges one surge.
     *
     * @param drawn registrations of the key by country
     * @param countries excess found by country, the greatest first
     * @param regions excess found by region
     */
    static SegmentsReport.Surge judge(
            String service,
            Map<String, Long> drawn,
            Map<String, Double> countries,
            Map<String, Double> regions) {
        String region = region(largest(drawn));
        long truth =
                drawn.entrySet().stream()
                        .filter(country -> Regions.of(country.getKey()).equals(region))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        List<String> five = countries.keySet().stream().limit(LARGEST).toList();
        double found = regions.getOrDefault(region, 0.0);
        boolean met =
                five.size() == LARGEST && region.equals(region(five)) && found >= LEAST * truth;
        return new SegmentsReport.Surge(service, region, five, found, truth, met);
    }

    private static List<String> largest(Map<String, Long> drawn) {
        return drawn.entrySet().stream()
                .filter(country -> country.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(LARGEST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The region of all of them; null if they are of several, or there are none. */
    private static String region(List<String> countries) {
        List<String> regions = countries.stream().map(Regions::of).distinct().toList();
        return regions.size() == 1 ? regions.get(0) : null;
    }

    private static Map<String, Double> excess(
            Connection postgres, StoredIncident incident, String dimension) throws SQLException {
        Map<String, Double> segments = new LinkedHashMap<>();
        try (PreparedStatement statement = postgres.prepareStatement(SEGMENTS)) {
            statement.setString(1, incident.id());
            statement.setString(2, dimension);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    segments.put(row.getString(1), row.getDouble(2));
                }
            }
        }
        return segments;
    }
}
