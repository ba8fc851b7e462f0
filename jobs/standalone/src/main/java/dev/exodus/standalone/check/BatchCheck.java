package dev.exodus.standalone.check;

import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.Signal;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentSegment;
import dev.exodus.standalone.lake.FactRows;
import dev.exodus.standalone.outages.LakeBatch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what OutagesJob told, row by row as they came, corrections and all, against one pass of the
 * same functions over the newest rows of the lake in their order.
 *
 * <p>Every value must be the same bits. Left out is what is about the telling and not about the
 * service: revisions, when something was first told, and the id that an incident got then.
 */
public final class BatchCheck {
    private static final Set<String> OF_THE_TELLING =
            Set.of("incident_id", "created_at", "revision");

    private static final List<FactType> TABLES =
            List.of(
                    FactType.EXPECTATION_1M,
                    FactType.SERVICE_STATE_1M,
                    FactType.INCIDENT,
                    FactType.INCIDENT_SEGMENT);

    private static final String HEARD =
            "SELECT min(time) FILTER (WHERE observed IS NOT NULL), max(revision)"
                    + " FROM exodus.expectation_1m WHERE service = ? AND signal = ANY (?)";

    private static final int DIFFERENCES_SHOWN = 10;

    private final Connection postgres;
    private final LakeBatch batch;

    private BatchCheck(Connection postgres, LakeBatch batch) {
        this.postgres = postgres;
        this.batch = batch;
    }

    /**
     * What came of it.
     *
     * @param rows compared
     * @param total differences
     * @param differences the first of them
     */
    public record Result(long rows, long total, List<String> differences) {}

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus, which holds what the job told and nothing older
     * @param duckDb has the views of the lake
     * @param settings those of the job
     * @param learnt what the job started from
     */
    public static Result run(
            Connection postgres, Connection duckDb, ServiceSettings settings, WarmStart learnt)
            throws SQLException, IOException {
        return new BatchCheck(postgres, new LakeBatch(duckDb, settings, learnt)).run();
    }

    private Result run() throws SQLException, IOException {
        Map<List<Object>, Integer> expected = new HashMap<>();
        for (String service : services()) {
            Told told = new Told();
            batch.run(service, heard(service), told::take);
            told.contents().forEach(row -> expected.merge(row, 1, Integer::sum));
        }
        Told stored = new Told();
        for (FactType type : TABLES) {
            read(type, stored);
        }
        List<List<Object>> surplus = new ArrayList<>();
        long rows = 0;
        for (List<Object> row : stored.contents().toList()) {
            rows++;
            if (expected.merge(row, -1, Integer::sum) < 0) {
                surplus.add(row);
            }
        }
        List<String> differences = new ArrayList<>();
        surplus.forEach(row -> differences.add("a batch over the lake has not " + row));
        expected.forEach(
                (row, count) -> {
                    if (count > 0) {
                        differences.add("only a batch over the lake has " + row);
                    }
                });
        return new Result(
                rows,
                differences.size(),
                differences.stream().sorted().limit(DIFFERENCES_SHOWN).toList());
    }

    /** The newest version of each fact. */
    private static final class Told {
        private final Map<List<Object>, Fact> newest = new HashMap<>();

        void take(Fact fact) {
            if (TABLES.contains(fact.type())) {
                newest.merge(
                        key(fact),
                        fact,
                        (old, next) -> old.revision() > next.revision() ? old : next);
            }
        }

        private static List<Object> key(Fact fact) {
            Object[] values = fact.type().values(fact);
            List<Object> key = new ArrayList<>(List.of(fact.type()));
            key.addAll(Arrays.asList(values).subList(0, fact.type().keyColumns()));
            return key;
        }

        Stream<List<Object>> contents() {
            Map<String, Incident> incidents =
                    newest.values().stream()
                            .filter(Incident.class::isInstance)
                            .map(Incident.class::cast)
                            .filter(incident -> !incident.parts().equals("[]"))
                            .collect(Collectors.toMap(Incident::incidentId, i -> i));
            return newest.values().stream()
                    .filter(fact -> isOf(fact, incidents))
                    .map(fact -> content(fact, incidents));
        }

        /** Segments of an earlier version are of no incident. */
        private static boolean isOf(Fact fact, Map<String, Incident> incidents) {
            if (fact instanceof Incident incident) {
                return incidents.containsKey(incident.incidentId());
            }
            if (fact instanceof IncidentSegment segment) {
                Incident incident = incidents.get(segment.incidentId());
                return incident != null && incident.revision() == segment.revision();
            }
            return true;
        }

        private static List<Object> content(Fact fact, Map<String, Incident> incidents) {
            List<Object> content = new ArrayList<>(List.of(fact.type().table()));
            if (fact instanceof IncidentSegment segment) {
                Incident incident = incidents.get(segment.incidentId());
                content.add(incident.kind());
                content.add(incident.startedAt());
            }
            Object[] values = fact.type().values(fact);
            List<Column> columns = fact.type().columns();
            for (int i = 0; i < values.length; i++) {
                if (!OF_THE_TELLING.contains(columns.get(i).name())) {
                    content.add(values[i]);
                }
            }
            return content;
        }
    }

    private List<String> services() throws SQLException {
        List<String> services = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT DISTINCT service FROM exodus.expectation_1m ORDER BY 1")) {
            while (row.next()) {
                services.add(row.getString(1));
            }
        }
        return services;
    }

    private Map<Feed, LakeBatch.Heard> heard(String service) throws SQLException {
        Map<Feed, LakeBatch.Heard> heard = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            Object[] signals =
                    Stream.of(Signal.values())
                            .filter(signal -> signal.feed() == feed)
                            .map(Signal::wireName)
                            .toArray();
            try (PreparedStatement statement = postgres.prepareStatement(HEARD)) {
                statement.setString(1, service);
                statement.setArray(2, postgres.createArrayOf("text", signals));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getTimestamp(1) != null) {
                        heard.put(
                                feed,
                                new LakeBatch.Heard(
                                        row.getTimestamp(1).toInstant(),
                                        Instant.ofEpochSecond(row.getLong(2))));
                    }
                }
            }
        }
        return heard;
    }

    private void read(FactType type, Told stored) throws SQLException {
        String columns =
                type.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        try (Statement statement = postgres.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT " + columns + " FROM exodus." + type.table())) {
            while (row.next()) {
                stored.take(FactRows.read(type, row));
            }
        }
    }
}
